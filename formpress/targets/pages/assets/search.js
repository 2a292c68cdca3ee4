// Search for a piece of text in every section of the site. The index is a script and is loaded when
// the search is first opened: it works from a disk, where fetch does not, and costs nothing until then.
(function () {
  "use strict";

  var SHOWN = 40;
  var AROUND = 30;
  var own = document.currentScript;
  var dialog = document.getElementById("fp-search");
  var button = document.getElementById("fp-find");
  var query = document.getElementById("fp-query");
  var count = document.getElementById("fp-count");
  var results = document.getElementById("fp-results");
  var sections = null;
  var fold = window.formpressFold;

  function load() {
    if (sections || document.getElementById("fp-index")) return;
    var script = document.createElement("script");
    script.id = "fp-index";
    script.src = own.getAttribute("data-index");
    script.onload = function () {
      sections = window.formpressSections.map(function (row) {
        return {
          href: row[0],
          page: row[1],
          title: row[2],
          text: row[3],
          head: fold(row[1] + " " + row[2]),
          body: fold(row[3])
        };
      });
      search();
    };
    document.head.appendChild(script);
  }

  // The characters of a word in order, with few between: who types 經費表 means 經費明細表, too.
  function loosely(word) {
    var characters = Array.from(word, function (character) {
      return character.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
    });
    return new RegExp(characters.length > 2 ? characters.join(".{0,3}") : "(?!)");
  }

  // A page stands before the sections of other pages that only bear its name; behind all of them what
  // is written for those who make forms, and where the guideline contradicts itself.
  function worth(href) {
    if (href.indexOf("reference/") === 0 || href.indexOf("#discrepancy-") > 0) return -1;
    return href.indexOf("#") < 0 ? 1 : 0;
  }

  function rank(section, words, loose) {
    var score = worth(section.href);
    for (var i = 0; i < words.length; i++) {
      if (section.head.indexOf(words[i]) >= 0) score += 4;
      else if (loose[i].test(section.head)) score += 3;
      else if (section.body.indexOf(words[i]) >= 0) score += 2;
      else return 0;
    }
    return score;
  }

  function split(typed) {
    return fold(typed).split(/\s+/).filter(Boolean);
  }

  // Every section that holds all the words.
  function find(words) {
    var loose = words.map(loosely);
    return best(function (section) {
      return rank(section, words, loose);
    });
  }

  // Every section that holds most of what was typed, two characters at a time: 數位學習社群經費表.
  function near(pieces) {
    return best(function (section) {
      var score = 0;
      var held = pieces.filter(function (piece) {
        var named = section.head.indexOf(piece) >= 0;
        score += named ? 2 : 0;
        return named || section.body.indexOf(piece) >= 0;
      });
      return held.length > pieces.length / 2 ? score + held.length + worth(section.href) : 0;
    });
  }

  function pairs(words) {
    var characters = Array.from(words.join(""));
    return characters.slice(1).map(function (character, at) {
      return characters[at] + character;
    });
  }

  // What has a score, the best first, and every address once.
  function best(scored) {
    var listed = {};
    return sections
      .map(function (section, order) {
        return { section: section, order: order, score: scored(section) };
      })
      .filter(function (hit) {
        return hit.score > 0;
      })
      .sort(function (a, b) {
        return b.score - a.score || a.order - b.order;
      })
      .filter(function (hit) {
        var first = !listed[hit.section.href];
        listed[hit.section.href] = true;
        return first;
      });
  }

  function search() {
    var words = split(query.value);
    results.textContent = "";
    if (!words.length || !sections) {
      count.textContent = "";
      return;
    }
    var found = find(words);
    var exact = found.length > 0;
    if (!exact) {
      words = pairs(words);
      found = near(words);
    }
    count.textContent = found.length
      ? (exact ? "找到 " : "沒有完全符合的內容，相近的有 ") + found.length + " 處"
        + (found.length > SHOWN ? "，列出前 " + SHOWN + " 處" : "")
      : "找不到符合的內容，請換個說法或縮短字詞。";
    found.slice(0, SHOWN).forEach(function (hit) {
      results.appendChild(entry(hit.section, words));
    });
  }

  function entry(section, words) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var page = document.createElement("span");
    var snippet = document.createElement("span");
    link.href = own.getAttribute("data-root").replace(/\/?$/, "/") + section.href;
    link.textContent = section.title;
    page.className = "fp-result-page";
    page.textContent = section.page;
    snippet.className = "fp-result-text";
    excerpt(snippet, section, words[0]);
    link.appendChild(page);
    link.appendChild(snippet);
    item.appendChild(link);
    return item;
  }

  function excerpt(into, section, word) {
    var at = section.body.indexOf(word);
    var from = Math.max(at - AROUND, 0);
    if (at < 0) {
      into.textContent = section.text.slice(0, 2 * AROUND);
      return;
    }
    var mark = document.createElement("mark");
    mark.textContent = section.text.slice(at, at + word.length);
    into.append(
      (from ? "…" : "") + section.text.slice(from, at),
      mark,
      section.text.slice(at + word.length, at + word.length + 2 * AROUND)
    );
  }

  // Up and down walk through the field and the results; Escape closes at once, where a search field
  // would first only empty itself.
  dialog.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "Escape") dialog.close();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [query].concat(Array.from(results.querySelectorAll("a")));
    var here = stops.indexOf(document.activeElement);
    var next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });

  // Enter goes to the first result instead of closing the dialog.
  query.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    var first = results.querySelector("a");
    if (first) first.click();
  });

  results.addEventListener("click", function () {
    dialog.close();
  });

  // The addresses of all that is found, for whoever wants to ask without typing.
  window.formpressFind = function (typed) {
    return find(split(typed)).map(function (hit) {
      return hit.section.href;
    });
  };

  query.addEventListener("input", search);
  button.hidden = false;
  button.addEventListener("click", function () {
    load();
    dialog.showModal();
    query.select();
  });
})();
