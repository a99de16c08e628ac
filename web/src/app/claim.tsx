import { Fact, Pick, type Thing } from "./details";
import { KindIcon, StateIcon } from "./icons";
import { inWords, parseMoment, windowInWords } from "./moment";
import { State } from "./picture";
import { RawEvent } from "./raw-event";
import { End, Report } from "./report";
import type { View } from "./view";
import { plain, stateNames, words } from "./words";

/** A claim, as the details have it. */
export type ClaimThing = Extract<Thing, { __typename: "Statement" | "Action" | "Relation" }>;
type Select = { onSelect: (id: string) => void };

/** How a claim stands, from what its reports in force come to. */
function stateOfClaim(thing: ClaimThing): State {
  if (thing.status === "ENDED" || !thing.stance) return State.Ended;
  return { AFFIRMED: State.Asserted, DISPUTED: State.Disputed, DENIED: State.Denied }[thing.stance];
}

/** A claim: what it says, how it is known, and what became of it. */
export function ClaimDetails({ thing, view, onSelect }: { thing: ClaimThing; view: View } & Select) {
  const state = stateOfClaim(thing);
  const kind = { Statement: "STATEMENT", Action: "ACTION", Relation: "RELATION" } as const;
  const type =
    thing.__typename === "Statement"
      ? thing.act
      : thing.__typename === "Action"
        ? thing.category
        : thing.type;
  const told = thing.reports.length > 0;
  return (
    <>
      <p className="kicker">
        <KindIcon kind={kind[thing.__typename]} /> {plain(thing.__typename)}: {plain(type)}
        <span className={`state state-${state}`}>
          <StateIcon state={state} /> {told ? stateNames[state] : words.notTold}
        </span>
      </p>
      <Headline thing={thing} />
      <dl>
        <Parts thing={thing} onSelect={onSelect} />
        <Fact name={words.when}>
          <WhenText when={thing.when} />
        </Fact>
        <Fact name={words.recorded}>
          {words.recordedBy(inWords(parseMoment(thing.recordedAt)), thing.recordedBy, thing.position)}
        </Fact>
      </dl>
      {thing.contradictedBy.length > 0 && (
        <div className="note">
          <h3>{words.contradictedBy}</h3>
          {thing.contradictedBy.map((other) => (
            <Pick key={other.id} node={{ id: other.id, label: other.summary }} onSelect={onSelect} />
          ))}
        </div>
      )}
      <h3>
        {words.reports}
        {thing.independentOrigins > 0 && <small> {words.origins(thing.independentOrigins)}</small>}
      </h3>
      {!told && <p className="hint">{words.outOfView}</p>}
      <ol className="reports">
        {thing.reports.map((report) => (
          <Report key={report.id} report={report} onSelect={onSelect} />
        ))}
      </ol>
      {(thing.ends.length > 0 || thing.replaces || thing.replacedBy) && (
        <>
          <h3>{words.whatBecame}</h3>
          <ul className="reports">
            {thing.ends.map((end) => (
              <End key={end.id} end={end} onSelect={onSelect} />
            ))}
          </ul>
          <dl>
            {thing.replacedBy && (
              <Fact name={words.replacedBy}>
                <Pick
                  node={{ id: thing.replacedBy.id, label: thing.replacedBy.summary }}
                  onSelect={onSelect}
                />
              </Fact>
            )}
            {thing.replaces && (
              <Fact name={words.replaces}>
                <Pick node={{ id: thing.replaces.id, label: thing.replaces.summary }} onSelect={onSelect} />
              </Fact>
            )}
          </dl>
        </>
      )}
      <RawEvent key={`${thing.id}${view.clock}`} position={thing.position} />
    </>
  );
}

function Headline({ thing }: { thing: ClaimThing }) {
  if (thing.__typename !== "Statement" || thing.quotes.length === 0) return <h2>{thing.summary}</h2>;
  return (
    <>
      <h2 className="quotes">
        {thing.quotes.map((quote) => (
          <q key={quote}>{quote}</q>
        ))}
      </h2>
      {thing.paraphrase && <p>{thing.paraphrase}</p>}
    </>
  );
}

function Parts({ thing, onSelect }: { thing: ClaimThing } & Select) {
  const list = (nodes: { id: string; label?: string; name?: string }[]) =>
    nodes.map((node) => (
      <Pick key={node.id} node={{ id: node.id, label: node.label ?? node.name ?? "" }} onSelect={onSelect} />
    ));
  const fact = (
    name: string,
    nodes: ({ id: string; label?: string; name?: string } | null | undefined)[],
  ) => {
    const given = nodes.filter((node) => node != null);
    return given.length > 0 && <Fact name={name}>{list(given)}</Fact>;
  };
  if (thing.__typename === "Relation") {
    return (
      <Fact name={plain(thing.type)}>
        {list([thing.subject])} <span aria-hidden="true">→</span> {list([thing.object])}
      </Fact>
    );
  }
  if (thing.__typename === "Statement") {
    return (
      <>
        <Fact name={words.speaker}>
          {list([thing.speaker])}
          {thing.onBehalfOf && (
            <>
              {` ${words.onBehalfOf} `}
              {list([thing.onBehalfOf])}
            </>
          )}
        </Fact>
        {fact(words.to, thing.addressees)}
        {fact(words.about, thing.about)}
        {fact(words.place, [thing.place])}
      </>
    );
  }
  const how = [thing.mode, thing.instrument].filter(Boolean).join(", ");
  return (
    <>
      {fact(words.actors, thing.actors)}
      {fact(words.recipients, thing.recipients)}
      {fact(words.place, [thing.place])}
      {how && <Fact name={words.how}>{how}</Fact>}
      {thing.purpose && <Fact name={words.purpose}>{thing.purpose}</Fact>}
      {thing.quantities.length > 0 && (
        <Fact name={words.quantities}>{thing.quantities.map(quantityInWords).join("; ")}</Fact>
      )}
    </>
  );
}

function quantityInWords(quantity: {
  measure: string;
  value?: number | null;
  min?: number | null;
  max?: number | null;
  unit?: string | null;
  text?: string | null;
}): string {
  const { measure, value, min, max, unit, text } = quantity;
  const number =
    value ?? (min != null && max != null ? `${min}–${max}` : min != null ? `at least ${min}` : undefined);
  const count = number ?? (max != null ? `at most ${max}` : text);
  return [count, unit, measure].filter(Boolean).join(" ");
}

function WhenText({ when }: { when: ClaimThing["when"] }) {
  const [from, sure] = [when.earliest ?? when.surelyFrom, when.surelyFrom ?? when.earliest];
  if (!from || !sure) return <>{words.undated}</>;
  const anchor = when.anchor ? words.anchoredAt(inWords(parseMoment(when.anchor))) : "";
  return (
    <>
      {windowInWords(parseMoment(from), parseMoment(sure), when.zone)}
      <small>
        {[when.text && words.written(when.text), when.edtf && `${words.resolved}: ${when.edtf}`, anchor]
          .filter(Boolean)
          .join("; ")}
      </small>
    </>
  );
}
