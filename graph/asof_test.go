package graph

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"onrecord/event"
)

// The reference beside the design (asof_rule.py) checks the graph's own answers. It knows no sourced judgements, and
// takes what a desk correction copied as records like any other.
func TestAnswersAgainstTheReference(t *testing.T) {
	rule := os.Getenv("ONRECORD_ASOF_RULE")
	if rule == "" {
		rule = filepath.Join("..", "..", "shared", "design", "asof_rule.py")
	}
	if _, err := os.Stat(rule); err != nil {
		t.Skipf("not checked against the reference: %v (name the file with ONRECORD_ASOF_RULE)", err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skipf("not checked against the reference, which needs python3: %v", err)
	}
	histories := 200
	if n, err := strconv.Atoi(os.Getenv("ONRECORD_HISTORIES")); err == nil {
		histories = n
	}
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	lines := json.NewEncoder(out)
	shown := 0
	for seed := range uint64(histories) {
		how := []option{deskJudgements}
		if seed%4 == 0 {
			how = append(how, manyRanges)
		}
		line := answers(t, makeHistory(t, thrown(1000+seed), 30, how...))
		for _, q := range line.Queries {
			shown += len(q.Visible)
		}
		if err := lines.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	printed, err := exec.Command(python, rule, path).CombinedOutput()
	lastLines := strings.TrimSpace(string(printed[max(0, len(printed)-2000):]))
	if err != nil || !strings.HasSuffix(lastLines, " passed, 0 failed") {
		t.Fatalf("%s: %v\n%s", rule, err, lastLines)
	}
	t.Logf("%d histories: %s; %d claims shown", histories, lastLines, shown)
	if shown < histories {
		t.Errorf("%d claims shown in %d histories are too few to tell", shown, histories)
	}
}

// These are the shapes that the reference reads.
type (
	asofLine struct {
		Records []map[string]any    `json:"records"`
		Same    []map[string]any    `json:"same"`
		Whens   map[string]asofWhen `json:"whens"`
		Queries []asofQuery         `json:"queries"`
	}
	asofWhen struct {
		Outer [2]*int64  `json:"outer"`
		Inner *[2]*int64 `json:"inner"`
		Dated bool       `json:"dated"`
	}
	asofQuery struct {
		P       event.Position        `json:"P"`
		R       *int64                `json:"R"`
		V       *int64                `json:"V"`
		S       []string              `json:"S"`
		Visible map[string]asofAnswer `json:"visible"`
	}
	asofAnswer struct {
		Holds   *string  `json:"holds"`
		Stance  string   `json:"stance"`
		Reports []string `json:"reports"`
	}
)

// answers asks the graph of a history some views. Records are read from the graph as well: their ids, targets, windows
// and sources are what it made of the events.
func answers(t *testing.T, h *history) asofLine {
	g := h.graph(t)
	head, err := g.View(Spec{})
	if err != nil {
		t.Fatal(err)
	}
	line := asofLine{Same: []map[string]any{}, Whens: map[string]asofWhen{}}
	text := func(nodes []row) []string {
		list := []string{}
		for _, n := range nodes {
			list = append(list, head.t.nodes.at(n).id.String())
		}
		return list
	}
	provenance := func(record map[string]any, p row, w event.Window) {
		chain := head.t.chain(p)
		record["chain"], record["also"], record["window"] = text(chain), text(head.t.sources(p)[len(chain):]), []int64{int64(w.First), int64(w.Last)}
		line.Records = append(line.Records, record)
	}
	head.t.eachReport(func(r row) {
		report := Report{head, r}
		stance := event.StanceAffirmed
		if report.Denies() {
			stance = event.StanceDenied
		}
		provenance(map[string]any{"type": "report", "id": report.ID(), "claim": report.Claim().ID(), "pos": report.Position(), "stance": stance}, report.row().provenance, report.Window())
	})
	for e := row(1); e < head.t.ends.len(); e++ {
		for _, at := range head.aims(e) {
			end := End{head, e, at}
			record := map[string]any{"type": "end", "id": end.ID(), "target": end.Target(), "pos": end.Position()}
			if of := end.row().of; of != 0 {
				record["of"] = text(head.t.sources(of))
			}
			provenance(record, end.row().provenance, end.Window())
		}
	}
	for _, j := range h.naive.judgements {
		line.Same = append(line.Same, map[string]any{"a": j.a, "b": j.b, "pos": j.pos, "same": j.judged == event.JudgedSame})
	}
	for _, c := range h.naive.claims {
		times := c.it.Times()
		when := asofWhen{Outer: span(times.Outer), Dated: times.Dated}
		if times.Sure {
			when.Inner = new(span(times.Inner))
		}
		line.Whens[c.id.String()] = when
	}
	for range 10 {
		asked := h.asked()
		v, err := g.View(asked.spec())
		if err != nil {
			t.Fatal(err)
		}
		q := asofQuery{P: asked.p, R: (*int64)(asked.r), V: (*int64)(asked.v), Visible: map[string]asofAnswer{}}
		for _, id := range asked.s {
			q.S = append(q.S, id.String())
		}
		for c := range v.Claims(Filter{}) {
			answer := asofAnswer{Stance: c.Stance().String()}
			if holds := c.Holds(); holds != 0 {
				answer.Holds = new(holds.String())
			}
			for _, r := range c.Reports() {
				if r.InForce() {
					answer.Reports = append(answer.Reports, r.ID().String())
				}
			}
			q.Visible[c.ID().String()] = answer
		}
		line.Queries = append(line.Queries, q)
	}
	return line
}

// aims lists what an end is aimed at, one by one: an end of a range of positions is as many ends, to the reference, as there are
// records in it.
func (v *View) aims(e row) (list []target) {
	if at := v.t.ends.at(e).target; !at.isRange() {
		return []target{at}
	}
	v.t.eachReport(func(r row) {
		if at := (target{report: r}); v.t.covers(e, at) {
			list = append(list, at)
		}
	})
	for n := row(1); n < v.t.ends.len(); n++ {
		if at := (target{end: n}); v.t.covers(e, at) {
			list = append(list, at)
		}
	}
	return list
}

func span(w event.Window) (bounds [2]*int64) {
	if w.First != event.Past {
		bounds[0] = new(int64(w.First))
	}
	if w.Last != event.Future {
		bounds[1] = new(int64(w.Last))
	}
	return bounds
}
