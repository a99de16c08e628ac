import { chainInWords } from "./chain";
import type { ClaimThing } from "./claim";
import { Outside, Pick } from "./details";
import { inWords, parseMoment, windowInWords } from "./moment";
import { evidenceNames, modalityNames, reasonNames, words } from "./words";

type ReportThing = ClaimThing["reports"][number];
type EndThing = ClaimThing["ends"][number];
type Select = { onSelect: (id: string) => void };

/** Who told a claim, by whose account, in what words, how sure, when, and in what document. */
export function Report({ report, onSelect }: { report: ReportThing } & Select) {
  const hedges = [
    report.cue && words.hedge(report.cue),
    modalityNames[report.modality],
    report.evidence && evidenceNames[report.evidence],
  ].filter(Boolean);
  return (
    <li className={report.inForce ? undefined : "over"}>
      <p className="chain">
        {chainInWords(report.chain)}
        {report.stance === "DENIED" && <strong className="flag"> {words.denies}</strong>}
        {!report.inForce && <strong className="flag"> {words.noLonger}</strong>}
      </p>
      {report.excerpts.map(({ exact, prefix, suffix }) => (
        <blockquote key={exact}>
          {prefix && <span>…{prefix}</span>}
          <mark>{exact}</mark>
          {suffix && <span>{suffix}…</span>}
        </blockquote>
      ))}
      {hedges.length > 0 && <p className="hedges">{hedges.join("; ")}</p>}
      <p className="meta">
        {words.reported} {windowInWords(parseMoment(report.from), parseMoment(report.to))}
        {report.document && (
          <>
            {" · "}
            <Pick node={report.document} onSelect={onSelect} />
            {report.document.url && (
              <>
                {" "}
                <Outside url={report.document.url}>↗</Outside>
              </>
            )}
          </>
        )}
        {report.statement && (
          <>
            {` · ${words.restsOn} `}
            <Pick node={{ id: report.statement.id, label: report.statement.summary }} onSelect={onSelect} />
          </>
        )}
      </p>
    </li>
  );
}

/** What took reports out of force: by whom, why, and when. */
export function End({ end, onSelect }: { end: EndThing } & Select) {
  return (
    <li className={end.inForce ? undefined : "over"}>
      <p className="chain">
        {end.chain ? chainInWords(end.chain) : words.ownSlip}: {reasonNames[end.reason]}
      </p>
      {end.note && <p>{end.note}</p>}
      <p className="meta">
        {end.to && `${words.reported} ${inWords(parseMoment(end.to))} · `}
        {words.recorded} {inWords(parseMoment(end.recordedAt))} · {words.position(end.position)}
        {end.document && (
          <>
            {" · "}
            <Pick node={end.document} onSelect={onSelect} />
          </>
        )}
      </p>
    </li>
  );
}
