// The menu of small screens, how many days are left, what comes next, which tables need scrolling, and
// how typed words are compared.
// Every page reads without it.
(function () {
  "use strict";

  var menu = document.getElementById("fp-menu");
  var root = document.documentElement;

  function show(open) {
    menu.setAttribute("aria-expanded", String(open));
    root.classList.toggle("fp-menu-open", open);
  }

  menu.hidden = false;
  menu.addEventListener("click", function () {
    show(menu.getAttribute("aria-expanded") !== "true");
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
      show(false);
      menu.focus();
    }
  });

  // Deadlines are days in Taiwan (UTC+8, no summer time), wherever the reader is.
  var today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
  document.querySelectorAll("[data-deadline]").forEach(function (mark) {
    var last = mark.getAttribute("data-deadline");
    var days = Math.round((Date.parse(last) - Date.parse(today)) / 86400000);
    mark.textContent = days > 0 ? "受理中，剩 " + days + " 天" : days === 0 ? "今日截止" : "已截止";
    mark.classList.toggle("fp-closed", today > last);
    mark.hidden = false;
  });

  // What comes next in a schedule: all days of it stand in the page, and the first of them until now.
  document.querySelectorAll("[data-next]").forEach(function (box) {
    var rows = Array.from(document.querySelectorAll("[data-last]"));
    var next = rows.find(function (row) {
      return row.getAttribute("data-last") >= today;
    });
    rows.forEach(function (row) {
      row.classList.toggle("fp-past", row.getAttribute("data-last") < today);
      row.classList.toggle("fp-next", row === next);
    });
    box.querySelector("dt").textContent = next ? "接下來" : "時程";
    box.querySelector("dd").textContent = next ? next.getAttribute("data-says") : box.getAttribute("data-over");
  });

  // A table that fits is no stop for the keyboard and no region for a screen reader.
  var frames = Array.from(document.querySelectorAll(".fp-scroll")).map(function (frame) {
    return { element: frame, label: frame.getAttribute("aria-label") };
  });

  function measure() {
    frames.forEach(function (frame) {
      var wide = frame.element.scrollWidth > frame.element.clientWidth;
      [["role", "region"], ["tabindex", "0"], ["aria-label", frame.label]].forEach(function (pair) {
        if (wide) frame.element.setAttribute(pair[0], pair[1]);
        else frame.element.removeAttribute(pair[0]);
      });
    });
  }

  measure();
  window.addEventListener("resize", measure);

  // One character for one character, so that a place in the folded text is a place in the text:
  // full-width to ASCII, 台 as 臺, capitals as small letters, 附件三 as 附件3.
  window.formpressFold = function (text) {
    return text
      .replace(/[\uff01-\uff5e]/g, function (c) {
        return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
      })
      .replace(/[一二三四五六七八九]/g, function (c) {
        return String("一二三四五六七八九".indexOf(c) + 1);
      })
      .replace(/台/g, "臺")
      .toLowerCase();
  };
})();
