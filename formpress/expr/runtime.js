/* The hand-written half of every generated script: the same meaning as evaluate.py, algebra.py,
   panel.py and tw.py, in ES5. It runs in PDF viewers and in a plain page; it never throws on what
   people type, and never touches more than its own name. Strings outside ASCII are escaped when
   the script is written into a PDF. */
var formpress = (function () {
  var YES = 1, NO = 2, MAYBE = 3;
  var VERDICT = ["", "kept", "broken", "undecided"];
  var DIGITS = "零壹貳參肆伍陸柒捌玖";
  var SMALL = ["", "拾", "佰", "仟"];
  var LARGE = ["", "萬", "億", "兆"];

  function normalise(raw) {
    var text = raw === null || raw === undefined ? "" : String(raw);
    if (text.normalize) { text = text.normalize("NFKC"); } else { text = halfWidth(text); }
    return text.replace(/^\s+|\s+$/g, "");
  }

  function halfWidth(text) {
    var out = "", i, code;
    for (i = 0; i < text.length; i += 1) {
      code = text.charCodeAt(i);
      if (code === 0x3000) { code = 0x20; }
      if (code >= 0xff01 && code <= 0xff5e) { code -= 0xfee0; }
      out += String.fromCharCode(code);
    }
    return out;
  }

  /* A scaled integer, or null where the text is no number with at most `places` decimals. */
  function parseNumber(text, places) {
    var bare = text.replace(/[,\s]/g, "").replace(/^(NT\$|\$)/, "").replace(/元$/, "");
    var match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(bare);
    var decimals, size;
    if (!match) { return null; }
    decimals = match[3] || "";
    if (decimals.length > places) { return null; }
    while (decimals.length < places) { decimals += "0"; }
    if (match[2].length + decimals.length > 15) { return null; }
    size = Number(match[2] + decimals);
    return match[1] && size !== 0 ? -size : size;
  }

  function thousands(value, places) {
    var sign = value < 0 ? "-" : "", digits = String(Math.abs(value)), whole, out = "";
    while (digits.length <= places) { digits = "0" + digits; }
    whole = digits.substring(0, digits.length - places);
    while (whole.length > 3) {
      out = "," + whole.substring(whole.length - 3) + out;
      whole = whole.substring(0, whole.length - 3);
    }
    return sign + whole + out + (places ? "." + digits.substring(digits.length - places) : "");
  }

  /* One 零 stands for the zeros before a digit, unless they end a group of four. */
  function numeral(value) {
    var digits = String(value), out = "", zero = false, some = false, i, power, digit;
    for (i = 0; i < digits.length; i += 1) {
      power = digits.length - 1 - i;
      digit = Number(digits.charAt(i));
      if (digit) {
        out += (zero && out ? DIGITS.charAt(0) : "") + DIGITS.charAt(digit) + SMALL[power % 4];
        some = true;
      }
      zero = digit === 0;
      if (power % 4 === 0) {
        if (some) { out += LARGE[power / 4]; zero = false; }
        some = false;
      }
    }
    return out || DIGITS.charAt(0);
  }

  function words(value, power, top) {
    var digits;
    if (value === null || value < 0) { return ""; }
    if (power === null) { return numeral(value) + "元整"; }
    digits = String(value);
    if (power === top) { return numeral(Number(digits.slice(0, -power) || "0")); }
    return DIGITS.charAt(Number(digits.charAt(digits.length - 1 - power) || "0"));
  }

  function quotient(top, bottom, rounding) {
    var rest, down;
    if (bottom < 0) { top = -top; bottom = -bottom; }
    rest = ((top % bottom) + bottom) % bottom;
    down = (top - rest) / bottom;
    if (rounding === "floor") { return down; }
    if (rounding === "ceil") { return rest ? down + 1 : down; }
    if (rest * 2 === bottom) { return top < 0 ? down : down + 1; }
    return rest * 2 > bottom ? down + 1 : down;
  }

  function product(a, b) { return a === 0 || b === 0 ? 0 : a * b; }

  function ratio(top, bottom, rounding) {
    var same = (top > 0) === (bottom > 0);
    if (!isFinite(bottom)) {
      if (!isFinite(top)) { return same ? Infinity : -Infinity; }
      if (top === 0) { return 0; }
      if (same) { return rounding === "ceil" ? 1 : 0; }
      return rounding === "floor" ? -1 : 0;
    }
    if (!isFinite(top)) { return same ? Infinity : -Infinity; }
    return quotient(top, bottom, rounding);
  }

  function corners(a, b, join) {
    var all = [join(a[0], b[0]), join(a[0], b[1]), join(a[1], b[0]), join(a[1], b[1])];
    return [Math.min.apply(null, all), Math.max.apply(null, all)];
  }

  function relate(operator, a, b) {
    var same;
    if (operator === "<=") { return a[1] <= b[0] ? YES : a[0] > b[1] ? NO : MAYBE; }
    if (operator === "<") { return a[1] < b[0] ? YES : a[0] >= b[1] ? NO : MAYBE; }
    if (operator === ">=") { return relate("<=", b, a); }
    if (operator === ">") { return relate("<", b, a); }
    if (a[0] === a[1] && b[0] === b[1] && a[0] === b[0]) { same = YES; }
    else { same = a[1] < b[0] || b[1] < a[0] ? NO : MAYBE; }
    return operator === "==" ? same : not(same);
  }

  function not(truth) { return truth === MAYBE ? MAYBE : 3 - truth; }

  function settle(truths, deciding) {
    var open = false, i;
    for (i = 0; i < truths.length; i += 1) {
      if (truths[i] === deciding) { return deciding; }
      if (truths[i] === MAYBE) { open = true; }
    }
    return open ? MAYBE : 3 - deciding;
  }

  function tally(truths, wanted) {
    var found = 0, i;
    for (i = 0; i < truths.length; i += 1) { if (truths[i] === wanted) { found += 1; } }
    return found;
  }

  /* The two algebras: a display is a number or null, a judgement is [least, greatest]. */
  var SHOWN = {
    point: function (n) { return n; },
    blank: function () { return null; },
    add: function (terms, skipBlank) {
      var total = 0, filled = 0, i;
      for (i = 0; i < terms.length; i += 1) {
        if (terms[i] !== null) { total += terms[i]; filled += 1; }
      }
      return filled === 0 || (!skipBlank && filled < terms.length) ? null : total;
    },
    multiply: function (a, b) {
      if (a === 0 || b === 0) { return 0; }
      return a === null || b === null ? null : a * b;
    },
    negate: function (a) { return a === null ? null : 0 - a; },
    divide: function (a, b, rounding) {
      return a === null || b === null || b === 0 ? null : quotient(a, b, rounding);
    },
    extreme: function (direction, terms) {
      var i;
      for (i = 0; i < terms.length; i += 1) { if (terms[i] === null) { return null; } }
      return Math[direction].apply(null, terms);
    },
    either: function (values) {
      var i;
      for (i = 1; i < values.length; i += 1) { if (values[i] !== values[0]) { return null; } }
      return values[0];
    },
    compare: function (operator, a, b) {
      return a === null || b === null ? MAYBE : relate(operator, [a, a], [b, b]);
    },
    count: function (truths) { return tally(truths, MAYBE) ? null : tally(truths, YES); },
    text: function (value, places) { return value === null ? "" : thousands(value, places); }
  };

  var JUDGED = {
    point: function (n) { return [n, n]; },
    blank: function (minimum) { return [minimum === null ? -Infinity : minimum, Infinity]; },
    add: function (terms) {
      var low = 0, high = 0, i;
      for (i = 0; i < terms.length; i += 1) { low += terms[i][0]; high += terms[i][1]; }
      return [low, high];
    },
    multiply: function (a, b) { return corners(a, b, product); },
    negate: function (a) { return [0 - a[1], 0 - a[0]]; },
    divide: function (a, b, rounding) {
      if (b[0] <= 0 && b[1] >= 0) { return [-Infinity, Infinity]; }
      return corners(a, b, function (top, bottom) { return ratio(top, bottom, rounding); });
    },
    extreme: function (direction, terms) {
      var low = [], high = [], i;
      for (i = 0; i < terms.length; i += 1) { low.push(terms[i][0]); high.push(terms[i][1]); }
      return [Math[direction].apply(null, low), Math[direction].apply(null, high)];
    },
    either: function (values) {
      return [JUDGED.extreme("min", values)[0], JUDGED.extreme("max", values)[1]];
    },
    compare: relate,
    count: function (truths) { return [tally(truths, YES), truths.length - tally(truths, NO)]; },
    text: function (value, places) {
      var low = value[0], high = value[1];
      if (low === high) { return thousands(low, places); }
      if (!isFinite(low) && !isFinite(high)) { return "尚未確定"; }
      if (!isFinite(high)) { return "至少 " + thousands(low, places); }
      if (!isFinite(low)) { return "至多 " + thousands(high, places); }
      return thousands(low, places) + "～" + thousands(high, places);
    }
  };

  /* A form's data, filled in by the generated half: inputs, outputs, checks, panel. */
  var form = { inputs: {}, outputs: {}, order: [], checks: [], panel: null };

  function describe(label, text) { return "「" + label + "」" + text; }

  function readBox(input, raw) {
    var text = normalise(raw), number, i;
    var reading = { number: null, text: "", label: "", fault: "" };
    if (input.kind === "text") {
      reading.text = text;
      reading.label = text;
      if (input.longest && text.length > input.longest) {
        reading.fault = describe(input.label, "超過 " + input.longest + " 個字");
      }
    } else if (input.kind === "choice") {
      if (text === "Off") { text = ""; }
      for (i = 0; i < input.options.length; i += 1) {
        if (input.options[i][0] === text) { reading.text = text; reading.label = input.options[i][1]; }
      }
      if (text && !reading.label) { reading.fault = describe(input.label, "不是可選的項目"); }
    } else if (text !== "") {
      number = parseNumber(text, input.places);
      if (number === null) {
        reading.fault = describe(input.label, input.places ? "請填數字" : "請填整數");
      } else if (input.minimum !== null && number < input.minimum) {
        reading.fault = describe(input.label, "不可小於 " + thousands(input.minimum, input.places));
      } else if (input.maximum !== null && number > input.maximum) {
        reading.fault = describe(input.label, "不可大於 " + thousands(input.maximum, input.places));
      } else { reading.number = number; }
    }
    return reading;
  }

  function isBlank(reading) { return reading.number === null && reading.text === ""; }

  /* What generated trees call: `A` is an algebra, `E` the engine over one set of readings. */
  function engine(readings, A) {
    var E = {
      A: A,
      field: function (address, minimum) {
        var number = readings[address].number;
        return number === null ? A.blank(minimum) : A.point(number);
      },
      choose: function (address, codes, values) {
        var i;
        for (i = 0; i < codes.length; i += 1) {
          if (codes[i] === readings[address].text) { return values[i]; }
        }
        return A.either(values);
      },
      when: function (truth, then, otherwise) {
        return truth === MAYBE ? A.either([then, otherwise]) : truth === YES ? then : otherwise;
      },
      is: function (address, codes) {
        var text = readings[address].text;
        return text === "" ? MAYBE : codes.indexOf(text) >= 0 ? YES : NO;
      },
      contains: function (address, piece) {
        var text = readings[address].text;
        return text === "" ? MAYBE : text.indexOf(piece) >= 0 ? YES : NO;
      },
      blankText: function (address) { return isBlank(readings[address]) ? YES : NO; },
      blankNumber: function (formula) { return formula(E.display()) === null ? YES : NO; },
      words: function (formula, power, top) { return words(formula(E.display()), power, top); },
      entered: function (address) { return readings[address].label; },
      display: function () { return A === SHOWN ? E : engine(readings, SHOWN); },
      all: function (truths) { return settle(truths, NO); },
      any: function (truths) { return settle(truths, YES); },
      not: not
    };
    return E;
  }

  function messageLines(faults, broken, missing) {
    var rank = ["error", "warning", "note"];
    var note = { error: "", warning: "（提醒）", note: "（參考）" };
    var lines = [], level, i, j, k, check, groups;
    for (i = 0; i < faults.length; i += 1) { lines.push("※" + faults[i] + "。"); }
    for (level = 0; level < rank.length; level += 1) {
      for (i = 0; i < broken.length; i += 1) {
        check = broken[i].check;
        if (check.severity !== rank[level]) { continue; }
        groups = [];
        for (j = 0; j < broken[i].cases.length; j += 1) {
          for (k = 0; k < groups.length; k += 1) {
            if (groups[k].message === broken[i].cases[j].message) { break; }
          }
          if (k === groups.length) { groups.push({ message: broken[i].cases[j].message, rows: [] }); }
          if (broken[i].cases[j].row) { groups[k].rows.push(broken[i].cases[j].row); }
        }
        for (k = 0; k < groups.length; k += 1) {
          lines.push("※規則 " + check.number + note[check.severity] + "　" +
            (groups[k].rows.length ? groups[k].rows.join("、") + "：" : "") + groups[k].message);
        }
      }
    }
    if (missing.length) { lines.push("※必填未填：" + missing.join("、") + "。"); }
    return lines;
  }

  function summary(lines, waiting) {
    if (lines.length) { return "尚有 " + lines.length + " 處需確認"; }
    if (waiting) { return "目前沒有不符之處；" + waiting + " 條規則尚待填寫或由人員判斷"; }
    return "已填內容符合各項檢核";
  }

  function panelText(lines, panel) {
    var shown = [], used = 0, i, rows;
    for (i = 0; i < lines.length; i += 1) {
      rows = Math.ceil(lines[i].length / panel.columns);
      if (used + rows + (i === lines.length - 1 ? 0 : 1) > panel.lines) {
        shown.push("※另有 " + (lines.length - i) + " 處，詳見規則頁。");
        break;
      }
      shown.push(lines[i]);
      used += rows;
    }
    return shown.join("\n");
  }

  /* Judges one filled form. `raw` gives the text in the box of a name. */
  function judge(raw) {
    var readings = {}, faults = [], missing = [], broken = [], verdicts = {}, shown = {};
    var touched = false, waiting = 0, name, input, reading, i, j, E, check, truths, cases, text;
    for (name in form.inputs) {
      if (Object.prototype.hasOwnProperty.call(form.inputs, name)) {
        input = form.inputs[name];
        text = raw(name);
        reading = readBox(input, text);
        readings[name] = reading;
        if (reading.fault) { faults.push(reading.fault); }
        else if (input.required && isBlank(reading)) { missing.push(input.label); }
        if (input.kind === "choice" && normalise(text) === "Off") { text = ""; }
        if (String(text === null || text === undefined ? "" : text) !== input.start) { touched = true; }
      }
    }
    E = engine(readings, JUDGED);
    for (i = 0; i < form.checks.length; i += 1) {
      check = form.checks[i];
      truths = [];
      cases = [];
      for (j = 0; j < check.cases.length; j += 1) {
        truths.push(check.cases[j].test(E));
        if (truths[j] === NO) {
          cases.push({ row: check.cases[j].row, message: check.cases[j].message(E) });
        }
      }
      verdicts[check.id] = VERDICT[settle(truths, NO)];
      if (verdicts[check.id] === "undecided") { waiting += 1; }
      if (cases.length) { broken.push({ check: check, cases: cases }); }
    }
    E = engine(readings, SHOWN);
    for (i = 0; i < form.order.length; i += 1) {
      name = form.order[i];
      shown[name] = form.outputs[name](E);
    }
    text = messageLines(faults, broken, missing);
    if (form.panel) {
      shown[form.panel.summary] = touched ? summary(text, waiting) : "";
      shown[form.panel.messages] = touched ? panelText(text, form.panel) : "";
    }
    return { shown: shown, verdicts: verdicts, messages: text };
  }
