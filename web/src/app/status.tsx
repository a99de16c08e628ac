import type { Connection } from "./data";
import { inWords } from "./moment";
import { SnapshotQuestion } from "./questions";
import { ask, useAnswer } from "./server";
import { argumentsOf, secondMoment, type View } from "./view";
import { words } from "./words";

interface Props {
  view: View;
  summary: string;
  position: number;
  connection: Connection;
  newer: number;
  onNewer: () => void;
}

/** What exactly is looked at: the log's position and root, the clocks; and whether the log still grows under it. */
export function Status({ view, summary, position, connection, newer, onNewer }: Props) {
  const seen = argumentsOf(view);
  const answer = useAnswer(
    JSON.stringify([seen, position]),
    () => ask(SnapshotQuestion, seen).then((data) => data.view.snapshot),
    200,
  );
  const by = secondMoment(view);
  const text = (moment: number | null) => (moment === null ? words.nowValue : inWords(moment));
  return (
    <footer className="status">
      <span role="status" data-testid="summary">
        {summary}
      </span>
      <span>{words.happenedBy(text(view.at))}</span>
      <span>{view.clock === "reported" ? words.reportedBy(text(by)) : words.recordedByClock(text(by))}</span>
      {answer.data && (
        <span className="mono" title={`${words.root} ${answer.data.root}`}>
          {words.status(answer.data.position)} · {words.root} {answer.data.root.slice(0, 12)}
        </span>
      )}
      <span className={`lamp ${connection}`} data-testid="connection">
        {connection === "live" ? words.live : words.reconnecting}
      </span>
      {newer > 0 && (
        <button type="button" onClick={onNewer} title={words.showNewer} data-testid="newer">
          {words.newer(newer)}
        </button>
      )}
    </footer>
  );
}
