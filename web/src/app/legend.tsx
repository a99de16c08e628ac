import type { NodeKind } from "../gql/graphql";
import { KindIcon, StateIcon } from "./icons";
import { State } from "./picture";
import { kindNames, stateNames, words } from "./words";

const kinds: NodeKind[] = [
  "PERSON",
  "GROUP",
  "ANONYMOUS_SOURCE",
  "ORGANIZATION",
  "PUBLIC_BODY",
  "LOCATION",
  "FACILITY",
  "STATEMENT",
  "ACTION",
  "RELATION",
];
const lines = [
  ["asserted", ""],
  ["hedged", "5 4"],
  ["inferred", "1 3.5"],
] as const;

/** What the signs of the picture mean. */
export function Legend() {
  return (
    <details className="legend" open={matchMedia("(min-width: 1100px)").matches || undefined}>
      <summary>{words.legend}</summary>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            <KindIcon kind={kind} /> {kindNames[kind][0]}
          </li>
        ))}
      </ul>
      <ul>
        {lines.map(([name, dash]) => (
          <li key={name}>
            <svg className="line" viewBox="0 0 26 8" aria-hidden="true">
              <path d="M1 4H20" strokeDasharray={dash} />
              <path className="head" d="M25 4L18 1V7Z" />
            </svg>
            {name}
          </li>
        ))}
        {[State.Disputed, State.Denied, State.Ended].map((state) => (
          <li key={state}>
            <StateIcon state={state} /> {stateNames[state]}
          </li>
        ))}
      </ul>
    </details>
  );
}
