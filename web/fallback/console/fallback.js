// The front page: the health line and the query console. No library, no build. Whatever comes from the server is
// put on the page as text, never as markup.

const find = (id) => document.getElementById(id);
const query = find("query");
const run = find("run");
const result = find("result");
const scroller = find("scroller");
const errors = find("errors");
const summary = find("summary");
const open = find("open");
const token = find("token");

/** Past this many characters an answer is shown without colours: a span for each word would be slow. */
const colourLimit = 200_000;

/** Asks /graphql. Returns what it answered, or throws an Error that a person can read. */
async function ask(text) {
  let response;
  try {
    response = await fetch("graphql", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/graphql-response+json, application/json",
        ...(token.value && { Authorization: `Bearer ${token.value.trim()}` }),
      },
      body: JSON.stringify({ query: text }),
    });
  } catch {
    throw new Error("No answer from /graphql. Is the server still running?");
  }
  if (response.status === 401) find("token-row").hidden = false;
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(`/graphql answered ${response.status} ${response.statusText}: ${body.slice(0, 300)}`);
  }
}

/** Shows whether the server answers, and how long its log is. */
async function showHealth() {
  const say = (state, text) => {
    find("health").dataset.state = state;
    find("health-text").textContent = text;
  };
  try {
    const health = await fetch("healthz");
    if (!health.ok) throw new Error(`it answers ${health.status} ${health.statusText}`);
    const answer = await ask("{ view { snapshot { position root } } }");
    if (answer.errors?.[0]?.extensions?.code === "UNAUTHENTICATED")
      return say(
        "wait",
        token.value ? "The server does not know this token." : "Ready, for those who have a token.",
      );
    const snapshot = answer.data?.view?.snapshot;
    if (!snapshot) throw new Error(answer.errors?.[0]?.message ?? "its log cannot be read");
    say("good", snapshot.position === 0 ? "Ready. The log is empty." : ready(snapshot));
  } catch (error) {
    say("bad", `The server is not well: ${error.message}`);
  }
}

function ready({ position, root }) {
  const events = position === 1 ? "1 event" : `${position.toLocaleString("en-GB")} events`;
  return `Ready. ${events} on record, root ${root.slice(0, 12)}…`;
}

/** Puts a ready query into the editor. */
async function load(name) {
  const response = await fetch(`console/queries/${name}.graphql`);
  if (!response.ok) return;
  query.value = (await response.text()).trimEnd();
  query.setSelectionRange(0, 0);
  query.scrollTop = 0;
  pointToGraphiQL();
}

/** Keeps the link to GraphiQL on what the editor holds. */
function pointToGraphiQL() {
  if (open) open.href = `graphiql/?query=${encodeURIComponent(query.value)}`;
}

/** Runs the editor's query and shows the answer. One at a time: the button is off meanwhile. */
async function runQuery() {
  if (run.disabled) return;
  if (query.value.trim() === "")
    return showErrors([{ message: "Query: write one, or choose a ready question." }]);
  run.disabled = true;
  summary.textContent = "Asking…";
  const start = performance.now();
  try {
    const answer = await ask(query.value);
    const took = performance.now() - start;
    const text = JSON.stringify(answer.data ?? answer, null, 2);
    showErrors(answer.errors ?? []);
    showJSON(text);
    summary.textContent = `${lines(text)} in ${took < 10 ? took.toFixed(1) : Math.round(took)} ms`;
  } catch (error) {
    showErrors([error]);
    showNothing();
    summary.textContent = "";
  } finally {
    run.disabled = false;
  }
}

function lines(text) {
  const count = text.split("\n").length;
  return count === 1 ? "1 line" : `${count.toLocaleString("en-GB")} lines`;
}

/** Lists the errors of an answer, each with the place in the query it belongs to. */
function showErrors(list) {
  errors.hidden = list.length === 0;
  errors.replaceChildren(
    ...list.map(({ message, path, locations }) => {
      const line = document.createElement("p");
      const place = path?.join(".") ?? (locations?.[0] && `line ${locations[0].line}`);
      line.textContent = place ? `${place}: ${message}` : message;
      return line;
    }),
  );
}

function showNothing() {
  result.dataset.empty = "true";
  result.textContent = "No answer.";
}

/** Shows JSON text with a colour for each kind of word. */
function showJSON(text) {
  result.dataset.empty = "false";
  scroller.scrollTop = 0;
  if (text.length > colourLimit) {
    result.textContent = text;
    return;
  }
  const word = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    parts.push(text.slice(end, match.index));
    const span = document.createElement("span");
    span.className = match[2] ? "key" : match[1] ? "string" : "literal";
    span.textContent = match[1] ?? match[0];
    parts.push(span, match[2] ?? "");
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  result.replaceChildren(...parts);
}

find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  runQuery();
});
find("form").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  runQuery();
});
for (const choice of document.querySelectorAll("input[name=ready]")) {
  choice.addEventListener("change", () => load(choice.value));
}
query.addEventListener("input", pointToGraphiQL);
token.addEventListener("change", showHealth);

// A browser that comes back to this page keeps the choice and the text: what a person wrote stays.
if (query.value === "") load(document.querySelector("input[name=ready]:checked").value);
else pointToGraphiQL();
showHealth();
