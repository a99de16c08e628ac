import type { NodeKind } from "../gql/graphql";
import { State } from "./picture";
import { looks } from "./shapes";

/** The shape of a kind, as it is in the picture. */
export function KindIcon({ kind }: { kind: NodeKind }) {
  const look = looks[kind];
  const hollow = kind === "ANONYMOUS_SOURCE";
  return (
    <svg
      className={`kind tone-${look.tone}${hollow ? " hollow" : ""}`}
      viewBox="-1.4 -1.4 2.8 2.8"
      aria-hidden="true"
    >
      <path d={look.outline} />
      {look.sign && (
        <text textAnchor="middle" y=".48" fontSize="1.5" fontWeight="700">
          {look.sign}
        </text>
      )}
    </svg>
  );
}

const signs: Partial<Record<State, string>> = {
  [State.Disputed]: "M0-.55V.1M0 .48V.58",
  [State.Denied]: "M-.5 0H.5",
  [State.Ended]: "M-.45-.45L.45.45M.45-.45L-.45.45",
};

/** The sign of a state, as it is in the picture; nothing for what is asserted. */
export function StateIcon({ state }: { state: State }) {
  const sign = signs[state];
  if (!sign) return null;
  return (
    <svg className="sign" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
      <circle r="1" />
      <path d={sign} />
    </svg>
  );
}

const drawn = {
  play: "M5 3.5v9l7.5-4.5z",
  pause: "M4 3.5h3v9H4zM9 3.5h3v9H9z",
  back: "M4 3.5h2v9H4zM13 3.5v9L6.5 8z",
  on: "M10 3.5h2v9h-2zM3 3.5v9L9.5 8z",
  plus: "M7.2 3h1.6v4.2H13v1.6H8.8V13H7.2V8.8H3V7.2h4.2z",
  minus: "M3 7.2h10v1.6H3z",
  fit: "M2.5 2.5h4V4H4v2.5H2.5zM9.5 2.5h4v4H12V4H9.5zM2.5 9.5H4V12h2.5v1.5h-4zM12 9.5h1.5v4h-4V12H12z",
  undo: "M6.5 3L2.5 6.5l4 3.5V7.5h3a2.25 2.25 0 0 1 0 4.5H6v1.5h3.5a3.75 3.75 0 0 0 0-7.5h-3z",
  redo: "M9.5 3l4 3.5-4 3.5V7.5h-3a2.25 2.25 0 0 0 0 4.5H10v1.5H6.5a3.75 3.75 0 0 1 0-7.5h3z",
  close: "M4.1 3L8 6.9 11.9 3 13 4.1 9.1 8l3.9 3.9-1.1 1.1L8 9.1 4.1 13 3 11.9 6.9 8 3 4.1z",
};

/** A sign on a button. */
export function Icon({ name }: { name: keyof typeof drawn }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawn[name]} />
    </svg>
  );
}
