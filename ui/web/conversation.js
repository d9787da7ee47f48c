// The conversation: a question goes to the site's own address, and its answer comes back as a stream of HTML that the
// server has escaped.  What the page shows stays when the server is slow, gone, or back.
(() => {
  const SESSION_KEY = "eurocommons-session";
  const UNHEARD_KEY = "eurocommons-unheard";
  const SLOW_MS = 8_000; // a word of patience
  const SILENT_MS = 45_000; // the server sends a sign of life every 15 s
  const AGAIN_MS = 2_000;

  const root = document.documentElement;
  const by = (id) => document.getElementById(id);
  let language = root.dataset.wanted;
  let asking = null; // while an answer comes

  const session = () => sessionStorage.getItem(SESSION_KEY) || "";
  function keep(id) {
    sessionStorage.setItem(SESSION_KEY, id);
    document.dispatchEvent(new CustomEvent("ec-session", { detail: id }));
  }

  class Refused extends Error {}

  async function post(name, values, signal) {
    const response = await fetch(`/conversation/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ session_id: session(), language, ...values }),
      signal,
    });
    if (!response.ok) throw new Refused(String(response.status));
    return response;
  }

  // The whole conversation of an id, which this browser alone knows; an unknown one leaves the page as it is, and none
  // begins another.
  async function view(id = session()) {
    const shown = await (await post("view", { session_id: id })).json();
    await laidOut;
    if (id && id !== session() && shown.session !== id) return;
    by("ec-thread").innerHTML = shown.thread;
    by("ec-passages").innerHTML = shown.sources;
    by("ec-unsent").innerHTML = shown.unsent;
    window.eurocommons.showSourcesOf(document.querySelector("[data-sources-of]:last-child"));
    keep(shown.session);
    typeUnheard();
    // An answer that another tab, or this page before it was loaded again, is waiting for.
    if (!asking && isRunning(lastTurn())) setTimeout(() => { if (!asking) orSay(view()); }, AGAIN_MS);
  }

  // A question that was on its way when the page was loaded again, and that never reached the server.
  async function typeUnheard() {
    await ready;
    const { question, after } = JSON.parse(sessionStorage.getItem(UNHEARD_KEY)) || {};
    sessionStorage.removeItem(UNHEARD_KEY);
    if (question && after >= lastNumber(known())) window.eurocommons.typeQuestion(question);
  }

  // Gradio lays the page out some time after this script has run.
  const laidOut = new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (!["ec-thread", "ec-passages", "ec-unsent"].every(by)) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(root, { childList: true, subtree: true });
  });

  const ready = new Promise((resolve) => document.addEventListener("ec-ready", resolve, { once: true }));

  const open = () => view().catch(() => setTimeout(open, AGAIN_MS));
  open();

  const lastTurn = () => document.querySelector("#ec-thread > .ec-turn:last-of-type");
  const known = () => [...document.querySelectorAll("#ec-thread > .ec-turn:not([data-lost])")];
  const lastNumber = (turns) => Math.max(0, ...turns.map((turn) => Number(turn.id.replace("ec-turn-", ""))));
  const isDone = (turn) => turn.dataset.stage === "done";
  const isRunning = (turn) => ["working", "writing"].includes(turn?.dataset.stage);
  const questionOf = (turn) => turn.querySelector(".ec-question-text").textContent;
  const copyOf = (id) => by(id).content.firstElementChild.cloneNode(true);
  const say = (html) => { by("ec-said").innerHTML = html; };

  // Sends a question, or a changed criterion, and shows its answer as it comes.
  async function tell(name, values, question) {
    const control = new AbortController();
    const shown = known(), after = lastNumber(shown);
    const mine = asking = { control, question, after, stopped: false };
    mine.begun = new Promise((resolve) => { mine.begin = resolve; });
    mine.ended = new Promise((resolve) => { mine.end = resolve; });
    root.dataset.asking = "true";
    wait(question);
    const slow = setTimeout(beSlow, SLOW_MS);
    let problem = null, stale = false;
    try {
      for await (const step of steps(name, { ...values, after }, control)) {
        if (mine.stopped) break;
        if (step.session) {
          keep(step.session);
          // A server that was restarted counts the turns that it remembers: the page follows it, but loses none.
          stale = step.known !== shown.length && step.known >= shown.filter(isDone).length;
          mine.begin();
        } else show(step);
      }
      if (isRunning(lastTurn())) problem = "cut";
    } catch (error) {
      if (error instanceof Refused) problem = "failed";
      else problem = lastTurn().querySelector(".ec-body") ? "cut" : "unreachable";
    }
    clearTimeout(slow);
    mine.begin();
    if (mine.stopped) return;
    finish();
    if (problem) lose(problem);
    else if (stale) await view();
  }

  function finish() {
    const mine = asking;
    asking = null;
    delete root.dataset.asking;
    keep(session());
    mine?.end();
  }

  // Server-sent events, whose data is one line of JSON; comments are signs of life.
  async function* steps(name, values, control) {
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => control.abort(), SILENT_MS);
    };
    try {
      heard();
      const response = await post(name, values, control.signal);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
        heard();
        const events = (rest + value).split("\n\n");
        rest = events.pop();
        for (const event of events) if (event.startsWith("data: ")) yield JSON.parse(event.slice(6));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  // The question goes to the top of the window at once, so that its answer grows in view.
  function wait(question) {
    document.querySelectorAll("#ec-thread > :not(.ec-turn)").forEach((each) => each.remove());
    const turn = copyOf("ec-waiting");
    turn.removeAttribute("id");
    turn.querySelector(".ec-question-text").textContent = question;
    by("ec-thread").append(turn);
    window.eurocommons.focusQuestion();
    turn.scrollIntoView({ behavior: window.eurocommons.calm() ? "auto" : "smooth", block: "start" });
    say(by("ec-waiting-said").innerHTML);
  }

  function beSlow() {
    const note = lastTurn()?.querySelector("[data-slow]");
    if (!note) return;
    note.hidden = false;
    by("ec-said").textContent = note.textContent;
  }

  function show(step) {
    const made = document.createElement("template"), old = lastTurn();
    made.innerHTML = step.turn;
    if (isRunning(old)) follow(old, made.content.firstElementChild);
    else by("ec-thread").append(made.content);
    if (step.sources) showSources(step.sources);
    if (step.said) say(step.said);
  }

  // Makes a part of the page like another; what they share stays in place, and with it the click, the focus or the
  // selection that is in it.
  function follow(old, made) {
    [...old.attributes].filter(({ name }) => !made.hasAttribute(name)).forEach(({ name }) => old.removeAttribute(name));
    [...made.attributes].forEach(({ name, value }) => old.setAttribute(name, value));
    const before = [...old.childNodes], after = [...made.childNodes];
    before.slice(after.length).forEach((each) => each.remove());
    after.forEach((each, place) => {
      const was = before[place];
      if (!was) old.append(each);
      else if (was.isEqualNode(each)) return;
      else if (was.nodeType === Node.ELEMENT_NODE && was.nodeName === each.nodeName) follow(was, each);
      else was.replaceWith(each);
    });
  }

  const passagesOf = (group) => [...group.querySelectorAll(".ec-source")];
  const told = (group) => passagesOf(group).map((each) => each.id + each.querySelector("mark").textContent).join();

  // The passages so far: new ones are added, so that one which is being read stays as it is.
  function showSources(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const group = made.content.firstElementChild;
    const old = document.querySelector(`[data-sources-of="${group.dataset.sourcesOf}"]`);
    if (!old) {
      document.querySelector("#ec-sources > .ec-empty")?.remove();
      by("ec-sources").append(group);
      window.eurocommons.showSourcesOf(group);
    } else if (told(group).startsWith(told(old))) {
      old.querySelector("ol").append(...passagesOf(group).slice(passagesOf(old).length));
    } else old.replaceWith(group);
  }

  // What was written stays, with what happened and the question to ask again.
  function lose(problem) {
    const turn = lastTurn(), box = copyOf(`ec-${problem}`), question = questionOf(turn);
    turn.dataset.stage = "failed";
    turn.dataset.lost = "true";
    turn.querySelectorAll(".ec-working, [data-slow], .ec-caret").forEach((each) => each.remove());
    if (question) box.querySelector("[data-ask]").dataset.ask = question;
    else box.querySelector("[data-ask]").remove();
    turn.querySelector(".ec-answer").append(box);
    by("ec-said").textContent = box.querySelector("p").textContent;
  }

  async function stop() {
    const mine = asking;
    if (!mine) return;
    await mine.begun;
    if (asking !== mine) return; // it ended meanwhile
    mine.stopped = true;
    try {
      const step = await (await post("stop")).json();
      mine.control.abort();
      if (step.turn) show(step);
    } catch {
      mine.control.abort();
      lose(lastTurn().querySelector(".ec-body") ? "cut" : "unreachable");
    }
    finish();
    window.eurocommons.focusQuestion();
  }

  // Takes a question from the box: what it returns is left there.  One that comes between the last step of an answer and
  // the end of its stream is sent after it.
  function ask(question) {
    const text = question.trim();
    if (!text || (asking && !isDone(lastTurn())) || !by("ec-waiting")) return question;
    const send = () => tell("ask", { question: text }, text);
    if (asking) asking.ended.then(send);
    else send();
    return "";
  }

  async function leave(id) {
    if (asking) await stop();
    await view(id);
  }

  async function forget(id) {
    await post("forget", { session_id: id });
    if (id === session()) await leave("");
  }

  // What has nothing to do with a question fails in the thread too, until the next question.
  const orSay = (work) => work.catch(() => {
    const box = copyOf("ec-unreachable");
    box.querySelector("[data-ask]").remove();
    by("ec-thread").append(box);
    by("ec-said").textContent = box.textContent;
  });

  // A browser may hold the connection of a page that is gone for some seconds more.
  addEventListener("pagehide", () => {
    if (!asking) return;
    const { question, after } = asking, body = JSON.stringify({ session_id: session(), language });
    sessionStorage.setItem(UNHEARD_KEY, JSON.stringify({ question, after }));
    navigator.sendBeacon("/conversation/stop", new Blob([body], { type: "application/json" }));
  });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-ask], [data-edit], [data-new-conversation], [data-open-conversation], [data-forget-conversation], [data-switch]");
    if (!button) return;
    const { ask: question, edit: turn, at, value, openConversation, forgetConversation, switch: other } = button.dataset;
    if (question) {
      if (!asking) button.closest("[data-lost]")?.remove();
      ask(question);
    } else if (turn !== undefined) {
      if (!asking) tell("change", { turn: Number(turn), at: Number(at), value: value || "" }, "");
    } else if (button.dataset.newConversation !== undefined) orSay(leave(""));
    else if (openConversation) orSay(leave(openConversation));
    else if (forgetConversation) orSay(forget(forgetConversation));
    else if (other) {
      language = other;
      orSay(view());
    }
  });

  Object.assign(window.eurocommons, { ask, stop, savedSession: session });
})();
