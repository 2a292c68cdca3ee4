/* The part that only PDF viewers run: field actions are one-line calls of these. */
  var last = { key: null, values: null, outcome: null };

  /* Who has asked since the boxes were read. */
  var asked = null;

  /* Viewers turn a text of digits into a number and lose its zeros: what was typed is kept here. */
  var typed = {};

  function text(name, value) {
    typed[name] = String(value);
    return value;
  }

  function raw(doc, name) {
    var field = doc.getField(name), input = form.inputs[name], value = field ? field.value : "";
    if (typeof value === "number" && input && input.kind === "text") {
      if (typed[name] && Number(typed[name].replace(",", ".")) === value) { return typed[name]; }
      return app.viewerType === "PDF.js" ? UNSURE + value : String(field.valueAsString);
    }
    return value === null || value === undefined ? "" : String(value);
  }

  /* Every box that people fill, by name: a day has three. */
  function boxes() {
    var names = [], name;
    for (name in form.inputs) {
      if (Object.prototype.hasOwnProperty.call(form.inputs, name)) {
        names = names.concat(form.inputs[name].boxes.length ? form.inputs[name].boxes : [name]);
      }
    }
    return names;
  }

  /* Every computed box asks once for each change: whoever asks again asks about another one. To read
     two thousand boxes for each of them would take a second. */
  function current(doc, name) {
    if (!asked || asked[name]) {
      read(doc);
      asked = {};
    }
    asked[name] = true;
    return last.outcome;
  }

  function read(doc) {
    var values = {}, key = "", names = boxes(), i;
    for (i = 0; i < names.length; i += 1) {
      values[names[i]] = raw(doc, names[i]);
      key += values[names[i]].length + ":" + values[names[i]] + ";";
    }
    if (key !== last.key) {
      last.key = key;
      last.values = values;
      last.outcome = judge(function (name) { return values[name]; });
    }
  }

  function show(doc, name) { return current(doc, name).shown[name]; }

  /* One letter a rule, in printed order: what this viewer judged, for whoever receives the file. */
  function letters(doc) {
    var verdicts = current(doc, "letters").verdicts, out = "", i;
    for (i = 0; i < form.checks.length; i += 1) { out += verdicts[form.checks[i].id].charAt(0); }
    return out;
  }

  /* Some viewers keep "1,234" as typed and others then read it as 1.234: store plain digits. */
  function tidy(doc) {
    var name, text, plain, field;
    current(doc, "tidy");
    for (name in form.inputs) {
      if (Object.prototype.hasOwnProperty.call(form.inputs, name) && form.inputs[name].kind === "number") {
        text = last.values[name];
        plain = norm(text, form.inputs[name].places);
        if (plain !== text) { field = doc.getField(name); if (field) { field.value = plain; } }
      }
    }
  }

  function norm(value, places) {
    var text = normalise(value), number = parseNumber(text, places);
    return number === null ? text : thousands(number, places).replace(/,/g, "");
  }

  function fmt(value, places) {
    var text = normalise(value), number = parseNumber(text, places);
    return number === null ? text : thousands(number, places);
  }

  /* Runs when the file opens: what the form computes is locked, and the panel says it is awake. */
  function start(doc) {
    var names = form.order.slice(0), i, field;
    if (form.panel) {
      names.push(form.panel.summary, form.panel.messages);
      for (i = 0; i < form.panel.sections.length; i += 1) { names.push(form.panel.sections[i].box); }
    }
    for (i = 0; i < names.length; i += 1) {
      field = doc.getField(names[i]);
      if (field) { field.readonly = true; }
    }
    field = form.panel && doc.getField(form.panel.summary);
    if (field) { field.value = current(doc, "start").shown[form.panel.summary]; }
    asked = null;
  }
