// Shows only the rules that somebody looks for: by text, form, severity and who checks. Without it the
// page lists all rules; the form that it needs stays hidden.
(function () {
  "use strict";

  var form = document.getElementById("fp-filter");
  var count = document.getElementById("fp-filter-count");
  var text = document.getElementById("fp-filter-text");
  var choices = { forms: "form", severity: "severity", stages: "stage" };
  var fold = window.formpressFold;
  var groups = document.querySelectorAll(".fp-subjects > div");
  var rules = Array.from(document.querySelectorAll("h2[data-severity]")).map(function (heading) {
    var parts = [heading];
    var next = heading.nextElementSibling;
    for (; next && next.tagName !== "H2"; next = next.nextElementSibling) parts.push(next);
    var lists = ".fp-subjects, .fp-contents, .fp-toc";
    var links = Array.from(document.querySelectorAll('a[href="#' + heading.id + '"]'));
    return {
      heading: heading,
      shown: parts.concat(
        links
          .filter(function (link) {
            return link.closest(lists);
          })
          .map(function (link) {
            return link.closest("li");
          })
      ),
      text: fold(
        parts
          .map(function (part) {
            return part.textContent;
          })
          .join(" ")
      )
    };
  });

  function wanted(rule, words) {
    var chosen = Object.keys(choices).every(function (mark) {
      var value = document.getElementById("fp-filter-" + choices[mark]).value;
      return !value || rule.heading.getAttribute("data-" + mark).split(" ").indexOf(value) >= 0;
    });
    return (
      chosen &&
      words.every(function (word) {
        return rule.text.indexOf(word) >= 0;
      })
    );
  }

  function apply() {
    var words = fold(text.value).split(/\s+/).filter(Boolean);
    var found = 0;
    rules.forEach(function (rule) {
      var fits = wanted(rule, words);
      found += fits ? 1 : 0;
      rule.shown.forEach(function (part) {
        part.hidden = !fits;
      });
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("li:not([hidden])");
    });
    count.textContent = !found
      ? "沒有符合的規則，請減少條件或換個說法。"
      : (found < rules.length ? "列出 " + found + " 條，" : "") + "共 " + rules.length + " 條。";
  }

  // A link to a rule that is not shown shows all rules again, and goes there.
  function arrive() {
    var heading = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!heading || !heading.hidden) return;
    form.reset();
    apply();
    heading.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("reset", function () {
    setTimeout(apply);
  });
  window.addEventListener("hashchange", arrive);
  apply();
})();
