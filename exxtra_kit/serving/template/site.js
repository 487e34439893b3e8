/* Watches one page: when the app can be used, when the connection is lost, when a calculation fails. */
(function () {
  "use strict";
  document.documentElement.classList.add("site-scripts");
  var SLOW_AFTER_MS = 20000;
  var leaving = false;
  var byId = function (id) { return document.getElementById(id); };
  var say = function (box, words) {
    box.querySelectorAll("[data-words]").forEach(function (line) { line.hidden = line.dataset.words !== words; });
  };
  var notice = function (words) {
    var box = byId("site-notice");
    if (box) { box.hidden = !words; say(box, words); }
  };
  var kernelId = function () {
    var config = byId("jupyter-config-data");
    try { return JSON.parse(config.textContent).kernelId; } catch (nothing) { return null; }
  };
  var baseUrl = function () { return document.body.dataset.baseUrl.replace(/voila\/$/, ""); };

  var site = window.exxtraSite = {
    /* The app (or a sentence instead of it) is there: the wheel goes. */
    shown: function () {
      var starting = byId("site-starting");
      if (starting) { starting.remove(); }
      document.body.classList.add("site-shown");
    },
    /* The notebook has run, and Voila's front end is about to draw its widgets. */
    cellsReady: function () {
      var cells = byId("site-cells");
      cells.style.display = "";
      var drawn = function () {
        return !cells.querySelector("script[type='application/vnd.voila.cell-output+json']") ||
          cells.querySelector(".jupyter-widgets, .jp-RenderedHTMLCommon.jp-OutputArea-output, .jp-RenderedText");
      };
      if (drawn()) { site.shown(); return; }
      new MutationObserver(function (changes, observer) {
        if (drawn()) { observer.disconnect(); site.shown(); }
      }).observe(cells, { childList: true, subtree: true });
    },
    broken: function () {
      var starting = byId("site-starting");
      if (starting) { starting.classList.add("site-stopped"); say(starting, "broken"); }
    }
  };

  window.setTimeout(function () {
    var starting = byId("site-starting");
    if (starting && !starting.classList.contains("site-stopped")) { say(starting, "slow"); }
  }, SLOW_AFTER_MS);
  window.addEventListener("error", function (event) {
    if (event.target && event.target.tagName === "SCRIPT") { site.broken(); }
  }, true);

  /* A kernel message of protocol v1: a count of offsets, the offsets, then the parts. */
  var parts = function (buffer) {
    var view = new DataView(buffer);
    var offset = function (i) { return Number(view.getBigUint64(8 * (i + 1), true)); };
    var text = new TextDecoder();
    var part = function (i) { return JSON.parse(text.decode(buffer.slice(offset(i), offset(i + 1)))); };
    return { type: part(1).msg_type, content: function () { return part(4); } };
  };
  var heard = function (data) {
    var message;
    try {
      message = data instanceof ArrayBuffer ? parts(data) : (function (all) {
        return { type: all.header.msg_type, content: function () { return all.content; } };
      })(JSON.parse(data));
    } catch (notOurs) { return; }
    if (message.type === "status" && /^(dead|restarting|autorestarting)$/.test(message.content().execution_state)) {
      notice("ended");
    } else if (message.type === "error") {
      byId("site-notice").querySelector("[data-words=fault] strong").textContent = message.content().evalue;
      notice("fault");
    }
  };
  var closed = function () {
    if (leaving) { return; }
    fetch(baseUrl() + "api/kernels/" + kernelId()).then(function (answer) {
      if (!leaving) { notice(answer.status === 404 ? "ended" : "lost"); }
    }, function () { if (!leaving) { notice("lost"); } });
  };
  var Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor() {
      super(...arguments);
      this.addEventListener("open", function () { notice(""); });
      this.addEventListener("message", function (event) { heard(event.data); });
      this.addEventListener("close", closed);
    }
  };

  /* The process ends with its page. Voila says so on "beforeunload", which also comes when a mail
     program or a download is opened: so it is silenced, and "pagehide" speaks. */
  window.addEventListener("beforeunload", function (event) { event.stopImmediatePropagation(); });
  window.addEventListener("pagehide", function () {
    leaving = true;
    var kernel = kernelId();
    if (kernel) { navigator.sendBeacon(baseUrl() + "voila/api/shutdown/" + kernel); }
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });

  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector(".site-languages[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
})();
