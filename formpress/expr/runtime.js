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

  /* Stands before a text of which a viewer has only told the number. */
  var UNSURE = "\u0000";

  function normalise(raw) {
    var text = raw === null || raw === undefined ? "" : String(raw);
    if (text === "") { return ""; }
    text = text.replace(/[\u200b-\u200d\u2060\ufeff]/g, "");
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

  /* How many different keys there are among the entries that count, or could count. */
  function different(truths, keys, open) {
    var seen = {}, found = 0, i;
    for (i = 0; i < keys.length; i += 1) {
      if (truths[i] === NO || (truths[i] === MAYBE && !open)) { continue; }
      if (keys[i] === "") { if (open) { found += 1; } }
      else if (seen["=" + keys[i]] === undefined) { seen["=" + keys[i]] = true; found += 1; }
    }
    return found;
  }

  /* How many entries hold what entry `at` holds: surely, and at most. */
  function same(truths, keys, at) {
    var wanted = keys[at], low = 0, high = 0, i;
    for (i = 0; i < keys.length; i += 1) {
      if (truths[i] === YES && keys[i] === wanted && wanted !== "") { low += 1; }
      if (truths[i] !== NO && (keys[i] === wanted || keys[i] === "" || wanted === "")) { high += 1; }
    }
    return [low, high];
  }

  /* Days are counted from 0001-01-01, which is 1; 719163 is 1970-01-01. */
  function ordinal(year, month, day) {
    var time = new Date(Date.UTC(year + 1911, month - 1, day));
    if (year < 1 || year > 999 || time.getUTCMonth() !== month - 1) { return null; }
    return time.getTime() / 86400000 + 719163;
  }

  function dayOf(number) {
    return new Date((Math.min(Math.max(number, 1), 3000000) - 719163) * 86400000);
  }

  function roc(number) {
    var day = dayOf(number), year = day.getUTCFullYear();
    if (year < 1912) { return year + "/" + (day.getUTCMonth() + 1) + "/" + day.getUTCDate(); }
    return (year - 1911) + "年" + (day.getUTCMonth() + 1) + "月" + day.getUTCDate() + "日";
  }

  function months(start, end) {
    var a = dayOf(start), b = dayOf(end);
    return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() -
      (b.getUTCDate() < a.getUTCDate() ? 1 : 0);
  }

  /* The first of a month, counted from the year 0. Date.UTC would take a year below 100 for one of
     the 20th century. */
  function firstOf(month) {
    var day = new Date(0), year = Math.floor(month / 12);
    day.setUTCFullYear(year, month - year * 12, 1);
    return day.getTime() / 86400000 + 719163;
  }

  function addMonths(count) {
    return function (number) {
      var day = dayOf(number), month = day.getUTCFullYear() * 12 + day.getUTCMonth() + count;
      return Math.min(firstOf(month) + day.getUTCDate() - 1, firstOf(month + 1) - 1);
    };
  }

  function workDays(holidays, makeup) {
    function upTo(days, number) {
      var found = 0, i;
      for (i = 0; i < days.length; i += 1) { if (days[i] <= number) { found += 1; } }
      return found;
    }
    function worked(number) {
      var weeks = Math.floor(number / 7);
      return 5 * weeks + Math.min(number - weeks * 7, 5) - upTo(holidays, number) + upTo(makeup, number);
    }
    return function (start, end) { return Math.max(0, worked(end) - worked(start)); };
  }

  /* The whole text has the shape; each character is looked at once for each sign. */
  function fits(shape, text) {
    var reached = [], following, i, at, sign, code;
    function add(list, place) {
      for (;;) {
        list[place] = true;
        if (place < shape.length && shape.charAt(place) === "*") { place += 1; } else { return; }
      }
    }
    add(reached, 0);
    for (i = 0; i < text.length; i += 1) {
      following = [];
      code = text.charCodeAt(i);
      for (at = 0; at < shape.length; at += 1) {
        if (!reached[at]) { continue; }
        sign = shape.charAt(at);
        if (sign === "*") { add(following, at); }
        else if (sign === "?" || (sign === "#" && code >= 48 && code <= 57) ||
            (sign === "@" && ((code >= 65 && code <= 90) || (code >= 97 && code <= 122))) ||
            (sign !== "#" && sign !== "@" && sign === text.charAt(i))) { add(following, at + 1); }
      }
      reached = following;
    }
    return reached[shape.length] === true;
  }

  function two(number) { return number < 10 ? "0" + number : String(number); }

  function printed(value, places, form) {
    if (form === "date") { return roc(value); }
    if (form === "time") { return two(Math.floor(value / 60)) + ":" + two(value - Math.floor(value / 60) * 60); }
    return thousands(value, places);
  }

  function stepOf(value, bounds) {
    var i = 0;
    while (bounds[i] !== null && value > bounds[i]) { i += 1; }
    return i;
  }

  /* The terms of rows that exist. */
  function standing(terms) {
    var found = [], i;
    for (i = 0; i < terms.length; i += 1) { if (terms[i] !== undefined) { found.push(terms[i]); } }
    return found;
  }

  /* The two algebras: a display is a number or null, a judgement is [least, greatest]. */
  var SHOWN = {
    point: function (n) { return n; },
    blank: function () { return null; },
    add: function (terms, skipBlank) {
      var total = 0, filled = 0, i;
      terms = standing(terms);
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
    distinct: function (truths, keys) {
      var found = different(truths, keys, false);
      return tally(truths, MAYBE) || (!found && tally(truths, YES)) ? null : found;
    },
    alike: function (truths, keys, at) {
      var found = same(truths, keys, at);
      return found[0] === found[1] ? found[0] : null;
    },
    key: function (value) { return value === null ? "" : String(value); },
    step: function (value, bounds, figures) { return value === null ? null : figures[stepOf(value, bounds)]; },
    length: function (text) { return text ? text.length : null; },
    rising: function (change, value) { return value === null ? null : change(value); },
    span: function (count, start, end) { return start === null || end === null ? null : count(start, end); },
    text: function (value, places, form) { return value === null ? "" : printed(value, places, form); }
  };

  var JUDGED = {
    point: function (n) { return [n, n]; },
    blank: function (minimum) { return [minimum === null ? -Infinity : minimum, Infinity]; },
    add: function (terms, skipBlank) {
      var low = 0, high = 0, i, least;
      terms = standing(terms);
      for (i = 0; i < terms.length; i += 1) {
        least = terms[i][0];
        low += skipBlank && least !== terms[i][1] ? Math.min(least, 0) : least;
        high += terms[i][1];
      }
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
    distinct: function (truths, keys) { return [different(truths, keys, false), different(truths, keys, true)]; },
    alike: same,
    key: function (value) { return value[0] === value[1] ? String(value[0]) : ""; },
    step: function (value, bounds, figures) {
      return JUDGED.either(figures.slice(stepOf(value[0], bounds), stepOf(value[1], bounds) + 1));
    },
    length: function (text) { return text ? [text.length, text.length] : [0, Infinity]; },
    rising: function (change, value) {
      return [isFinite(value[0]) ? change(value[0]) : value[0], isFinite(value[1]) ? change(value[1]) : value[1]];
    },
    span: function (count, start, end, least) {
      var low = isFinite(start[1]) && isFinite(end[0]) ? count(start[1], end[0]) : -Infinity;
      var high = isFinite(start[0]) && isFinite(end[1]) ? count(start[0], end[1]) : Infinity;
      return [least === null ? low : Math.max(low, least), high];
    },
    text: function (value, places, form) {
      var low = value[0], high = value[1], number = form === "number";
      if (low === high) { return printed(low, places, form); }
      if (!isFinite(low) && !isFinite(high)) { return "尚未確定"; }
      if (!isFinite(high)) { return (number ? "至少 " : "不早於 ") + printed(low, places, form); }
      if (!isFinite(low)) { return (number ? "至多 " : "不晚於 ") + printed(high, places, form); }
      return printed(low, places, form) + "～" + printed(high, places, form);
    }
  };

  /* A form's data, filled in by the generated half: inputs, outputs, checks, panel. */
  var form = { inputs: {}, outputs: {}, order: [], checks: [], panel: null, sorts: [], rosters: [] };

  /* A box of one sort; `chosen` and `code` are the choice that makes it required. */
  function box(name, sort, label, boxes, chosen, code) {
    var input = { label: label, boxes: boxes, chosen: chosen, code: code, place: null }, key;
    for (key in form.sorts[sort]) {
      if (Object.prototype.hasOwnProperty.call(form.sorts[sort], key)) { input[key] = form.sorts[sort][key]; }
    }
    form.inputs[name] = input;
  }

  /* A table with rows that may be left blank: each row is what it is called and the names of its boxes. */
  function roster(columns, rows) {
    var at = form.rosters.length, i, j;
    form.rosters.push({ columns: columns, rows: rows });
    for (i = 0; i < rows.length; i += 1) {
      for (j = 1; j < rows[i].length; j += 1) {
        form.inputs[rows[i][j]].place = { roster: at, row: i, column: j - 1 };
      }
    }
  }

  function describe(label, text) { return "「" + label + "」" + text; }

  function readBox(input, raw) {
    var text = normalise(raw), number;
    var reading = { number: null, text: "", label: "", fault: "" };
    if (input.kind === "text" && text.charAt(0) === UNSURE) {
      reading.label = text.substring(1);
      reading.unsure = true;
    } else if (input.kind === "text") {
      reading.text = text;
      reading.label = text;
      reading.fault = faultOfText(input, text);
    } else if (input.kind === "choice" || input.kind === "choices") {
      readOptions(input, text === "Off" ? "" : text, reading);
    } else if (input.kind === "date" || input.kind === "time") {
      readMoment(input, text, reading);
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

  function faultOfText(input, text) {
    if (input.longest && text.length > input.longest) {
      return describe(input.label, "超過 " + input.longest + " 個字");
    }
    if (input.pattern && text && !new RegExp("^(?:" + input.pattern + ")$").test(text)) {
      return describe(input.label, "請填" + input.wanted);
    }
    if (input.lines > 1 && input.columns > 0 && linesOf(text, input.columns) > input.lines) {
      return describe(input.label, "超過 " + input.lines + " 行");
    }
    return "";
  }

  /* Lines that a text takes in a box of `columns` Han characters; widths are tenths of one. */
  function linesOf(text, columns) {
    var written = text.replace(/\r\n?/g, "\n").split("\n"), total = 0, width, i, j;
    for (i = 0; i < written.length; i += 1) {
      width = 0;
      for (j = 0; j < written[i].length; j += 1) { width += widthOf(written[i].charAt(j)); }
      total += Math.max(1, Math.ceil(width / (10 * columns)));
    }
    return total;
  }

  function widthOf(sign) {
    if (sign >= "\x80" || "MWmw@%&".indexOf(sign) >= 0) { return 10; }
    return sign >= "A" && sign <= "Z" ? 8 : 6;
  }

  /* The option that is marked, or all that are ticked. */
  function readOptions(input, text, reading) {
    var marked = text ? (input.kind === "choices" ? text.split(",") : [text]) : [];
    var codes = [], labels = [], known = 0, i, j;
    for (i = 0; i < input.options.length; i += 1) {
      for (j = 0; j < marked.length; j += 1) {
        if (marked[j] === input.options[i][0]) {
          known += 1;
          if (codes[codes.length - 1] !== marked[j]) { codes.push(marked[j]); labels.push(input.options[i][1]); }
        }
      }
    }
    if (known < marked.length) {
      reading.fault = describe(input.label, "不是可選的項目");
    } else if (input.kind === "choices" && codes.length && input.maximum !== null && codes.length > input.maximum) {
      reading.fault = describe(input.label, "最多勾 " + input.maximum + " 項");
    } else if (input.kind === "choices" && codes.length && input.minimum !== null && codes.length < input.minimum) {
      reading.fault = describe(input.label, "至少勾 " + input.minimum + " 項");
    } else {
      reading.text = codes.join(",");
      reading.label = labels.join("、");
    }
  }

  function hasCode(text, code) { return ("," + text + ",").indexOf("," + code + ",") >= 0; }

  /* A day or a time from its boxes. */
  function readMoment(input, text, reading) {
    var parts = text.split(input.kind === "time" ? ":" : "/"), i;
    if (text === "") { return; }
    for (i = 0; i < parts.length; i += 1) {
      if (parts[i] === "") { reading.fault = describe(input.label, "還沒填完"); return; }
    }
    if (parts.length !== input.boxes.length) { parts = [-1, -1, -1]; }
    for (i = 0; i < parts.length; i += 1) {
      parts[i] = parseNumber(parts[i], 0);
      if (parts[i] === null) { parts[i] = -1; }
    }
    if (input.kind === "date") { reading.number = ordinal(parts[0], parts[1], parts[2]); }
    else if (parts[0] >= 0 && parts[0] < 24 && parts[1] >= 0 && parts[1] < 60) {
      reading.number = parts[0] * 60 + parts[1];
    }
    if (reading.number === null) {
      reading.fault = describe(input.label, "不是可以有的" + (input.kind === "date" ? "日期" : "時間"));
    }
  }

  /* What stands in the boxes of one input: 112/9/15 for a day, 12:30 for a time, else the text. */
  function entered(input, name, raw) {
    var parts = [], any = false, i, text;
    if (input.kind === "date" || input.kind === "time") {
      for (i = 0; i < input.boxes.length; i += 1) {
        parts.push(normalise(raw(input.boxes[i])));
        if (parts[i]) { any = true; }
      }
      return any ? parts.join(input.kind === "time" ? ":" : "/") : "";
    }
    if (input.kind === "choices") {
      for (i = 0; i < input.boxes.length; i += 1) {
        text = normalise(raw(input.boxes[i]));
        if (text && text !== "Off") { parts.push(text); }
      }
      return parts.join(",");
    }
    text = raw(name);
    if (input.kind === "choice" && normalise(text) === "Off") { return ""; }
    return text === null || text === undefined ? "" : String(text);
  }

  function isBlank(reading) { return reading.number === null && reading.text === ""; }

  function isBegun(reading) {
    return !isBlank(reading) || reading.fault !== "" || reading.unsure === true;
  }

  /* What stands in every box, by name; what is written behind 其他 becomes part of its label. */
  function readAll(raw) {
    var readings = {}, names = [], name, input, i, j, told, labels;
    for (name in form.inputs) {
      if (Object.prototype.hasOwnProperty.call(form.inputs, name)) {
        names.push(name);
        input = form.inputs[name];
        told = entered(input, name, raw);
        readings[name] = readBox(input, told);
        readings[name].touched = told !== input.start;
      }
    }
    for (i = 0; i < names.length; i += 1) {
      input = form.inputs[names[i]];
      if (!input.chosen || !readings[names[i]].label) { continue; }
      if (!hasCode(readings[input.chosen].text, input.code)) {
        if (!readings[input.chosen].fault && !readings[names[i]].fault) {
          readings[names[i]].fault = unasked(form.inputs[input.chosen], input.code);
        }
      } else {
        labels = [];
        told = form.inputs[input.chosen].options;
        for (j = 0; j < told.length; j += 1) {
          if (hasCode(readings[input.chosen].text, told[j][0])) {
            labels.push(told[j][1] + (told[j][0] === input.code ? "（" + readings[names[i]].label + "）" : ""));
          }
        }
        readings[input.chosen].label = labels.join("、");
      }
    }
    return readings;
  }

  /* What is told of a text behind 其他 where that was not chosen. */
  function unasked(chosen, code) {
    var option = "", i;
    for (i = 0; i < chosen.options.length; i += 1) {
      if (chosen.options[i][0] === code) { option = chosen.options[i][1]; }
    }
    return describe(chosen.label, "寫了「" + option + "」的說明，卻沒有選「" + option + "」");
  }

  /* For each roster, whether each row is begun; and whether any is. */
  function begunRows(readings) {
    var found = [], i, j, k, rows, begun;
    for (i = 0; i < form.rosters.length; i += 1) {
      rows = form.rosters[i].rows;
      begun = { rows: [], any: false };
      for (j = 0; j < rows.length; j += 1) {
        begun.rows[j] = false;
        for (k = 1; k < rows[j].length; k += 1) {
          if (isBegun(readings[rows[j][k]])) { begun.rows[j] = true; begun.any = true; }
        }
      }
      found.push(begun);
    }
    return found;
  }

  /* The required boxes that are blank; of a roster, each column once with its rows. */
  function missingBoxes(readings, begun) {
    var found = [], groups = {}, name, input, reading, at, key;
    for (name in form.inputs) {
      if (!Object.prototype.hasOwnProperty.call(form.inputs, name)) { continue; }
      input = form.inputs[name];
      reading = readings[name];
      if (!isBlank(reading) || reading.fault || reading.unsure) { continue; }
      if (!input.required && !(input.chosen && hasCode(readings[input.chosen].text, input.code))) { continue; }
      at = input.place;
      if (!at) { found.push({ label: input.label, rows: [] }); continue; }
      if (begun[at.roster].any ? !begun[at.roster].rows[at.row] : at.row > 0) { continue; }
      key = at.roster + "." + at.column;
      if (!groups[key]) {
        groups[key] = { label: form.rosters[at.roster].columns[at.column], rows: [] };
        found.push(groups[key]);
      }
      groups[key].rows.push(form.rosters[at.roster].rows[at.row][0]);
    }
    return found;
  }

  /* 日期（第 2 列、第 5 列）; of more than three rows the first two, and how many in all. */
  function calledMissing(one) {
    var rows = one.rows;
    if (!rows.length) { return one.label; }
    if (rows.length > 3) { rows = [rows[0], rows[1] + "等 " + rows.length + " 列"]; }
    return one.label + "（" + rows.join("、") + "）";
  }

  /* What generated trees call: `A` is an algebra, `E` the engine over one set of readings. */
  function engine(readings, A, begun) {
    var E, held = [], display = null;
    function heldIn(entries) {
      if (!held[entries]) { held[entries] = K[entries](E); }
      return held[entries];
    }
    E = {
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
      ticked: function (address, code) {
        var text = readings[address].text;
        return text === "" ? MAYBE : hasCode(text, code) ? YES : NO;
      },
      absent: function (roster, row) { return begun[roster].any && !begun[roster].rows[row] ? YES : NO; },
      there: function (roster, row, value) { return E.absent(roster, row) === YES ? undefined : value; },
      contains: function (address, piece) {
        var text = readings[address].text;
        return text === "" ? MAYBE : text.indexOf(piece) >= 0 ? YES : NO;
      },
      matches: function (address, shape) {
        var text = readings[address].text;
        return text === "" ? MAYBE : fits(shape, text) ? YES : NO;
      },
      same: function (first, second) {
        var a = readings[first].text, b = readings[second].text;
        return a === "" || b === "" ? MAYBE : a === b ? YES : NO;
      },
      held: function (address) { return readings[address].text; },
      distinct: function (entries) { return A.distinct.apply(A, heldIn(entries)); },
      alike: function (entries, at) { return A.alike.apply(A, heldIn(entries).concat(at)); },
      length: function (address) { return A.length(readings[address].text); },
      blankText: function (address) { return isBlank(readings[address]) ? YES : NO; },
      blankNumber: function (formula) { return formula(E.display()) === null ? YES : NO; },
      words: function (formula, power, top) { return words(formula(E.display()), power, top); },
      entered: function (address) { return readings[address].label; },
      display: function () {
        display = display || (A === SHOWN ? E : engine(readings, SHOWN, begun));
        return display;
      },
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
    function say(owner, text) { lines.push({ owner: owner, text: text }); }
    for (i = 0; i < faults.length; i += 1) { say(faults[i].name, "※" + faults[i].fault + "。"); }
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
          say("rule " + check.id, "※規則 " + check.number + note[check.severity] + "　" +
            (groups[k].rows.length ? groups[k].rows.join("、") + "：" : "") + groups[k].message);
        }
      }
    }
    if (missing.length) { say("", "※必填未填：" + missing.join("、") + "。"); }
    return lines;
  }

  function summary(lines, waiting) {
    if (lines.length) { return "尚有 " + lines.length + " 處需確認"; }
    if (waiting) { return "目前沒有不符之處；" + waiting + " 條規則尚待填寫或由人員判斷"; }
    return "已填內容符合各項檢核";
  }

  function fitted(lines, box, elsewhere) {
    var shown = [], used = 0, i, rows;
    for (i = 0; i < lines.length; i += 1) {
      rows = Math.ceil(lines[i].text.length / box.columns);
      if (used + rows + (i === lines.length - 1 ? 0 : 1) > box.lines) {
        shown.push("※" + (i ? "另有 " : "有 ") + (lines.length - i) + " 處，詳見" + elsewhere + "。");
        break;
      }
      shown.push(lines[i].text);
      used += rows;
    }
    return shown.join("\n");
  }

  /* What stands beside a section: the lines that it owns. */
  function sectionText(lines, section) {
    var own = [], i;
    for (i = 0; i < lines.length; i += 1) {
      if (section.owners.indexOf(lines[i].owner) >= 0) { own.push(lines[i]); }
    }
    return fitted(own, section, "檢核結果");
  }

  function fillPanel(panel, lines, waiting, touched, shown) {
    var i;
    for (i = 0; i < panel.sections.length; i += 1) {
      shown[panel.sections[i].box] = touched ? sectionText(lines, panel.sections[i]) : "";
    }
    shown[panel.summary] = touched ? summary(lines, waiting) : "";
    shown[panel.messages] = touched ? fitted(lines, panel, "規則頁") : "";
  }

  /* Judges one filled form. `raw` gives the text in the box of a name. */
  function judge(raw) {
    var readings = readAll(raw), begun = begunRows(readings), lacking = missingBoxes(readings, begun);
    var faults = [], missing = [], broken = [], verdicts = {}, shown = {};
    var touched = false, waiting = 0, told = [], name, i, j, E, check, truths, cases, lines;
    for (name in readings) {
      if (Object.prototype.hasOwnProperty.call(readings, name)) {
        if (readings[name].fault) { faults.push({ name: name, fault: readings[name].fault }); }
        if (readings[name].touched) { touched = true; }
      }
    }
    for (i = 0; i < lacking.length; i += 1) { missing.push(calledMissing(lacking[i])); }
    E = engine(readings, JUDGED, begun);
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
    E = engine(readings, SHOWN, begun);
    for (i = 0; i < form.order.length; i += 1) {
      name = form.order[i];
      shown[name] = form.outputs[name](E);
    }
    lines = messageLines(faults, broken, missing);
    for (i = 0; i < lines.length; i += 1) { told.push(lines[i].text); }
    if (form.panel) { fillPanel(form.panel, lines, waiting, touched, shown); }
    return { shown: shown, verdicts: verdicts, messages: told };
  }
