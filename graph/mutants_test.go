package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// mutant is a wrong version of the rule. The text to be replaced has to stand in its file exactly once.
type mutant struct {
	file, old, new string
	wrong          string // what it gets wrong
}

var mutants = []mutant{
	{"told.go", "return v.told(end.position, end.provenance) && v.over(end.window)", "return end.position <= v.position && v.over(end.window)",
		"an end that ignores its source"},
	{"told.go", "return v.told(v.t.recordedIn(r), report.provenance) && v.begun(report.window)", "return v.told(v.t.recordedIn(r), report.provenance) && v.over(report.window)",
		"a report begins at the end of its window"},
	{"told.go", "return v.told(end.position, end.provenance) && v.over(end.window)", "return v.told(end.position, end.provenance) && v.begun(end.window)",
		"an end takes effect at the start of its window"},
	{"told.go", "return position <= v.position && v.matches(provenance)", "return position < v.position && v.matches(provenance)",
		"the view's own position is left out"},
	{"told.go", "return position <= v.position && v.matches(provenance)", "return position <= v.position+1 && v.matches(provenance)",
		"the position after the view's is let in"},
	{"told.go", "v.reportedAt == nil || moment <= *v.reportedAt", "v.reportedAt == nil || moment < *v.reportedAt",
		"the reported moment itself is left out"},
	{"told.go", "case denied:\n\t\treturn Denied", "case denied:\n\t\treturn Affirmed",
		"a denial taken as support"},
	{"quick.go", "return load(&fate.ends) == 0 && load(&fate.touched) == 0", "return load(&fate.ends) == 0",
		"an end aimed at a report is ignored where none is aimed at its claim"},
	{"quick.go", "!v.told(claim.position, r.provenance) || !v.begun(r.window)", "!v.told(claim.position, r.provenance)",
		"a claim with one report is told before it is reported"},
	{"quick.go", "case r.denies():", "case false:",
		"a claim that was only denied is affirmed"},
	{"told.go", "if (fate == 0 || fate&calm != 0) && v.t.ranges == 0 {", "if fate == 0 || fate&calm != 0 {",
		"a range of positions spares claims with one report"},
	{"seal.go", "return from != 0 && from <= v.position && v.t.ranges == 0", "return from != 0 && v.t.ranges == 0",
		"a claim has ended before its end was recorded"},
	{"seal.go", "return from != 0 && from <= v.position && v.t.ranges == 0", "return from != 0 && from <= v.position",
		"a claim has ended though its end was withdrawn with a range of positions"},
	{"seal.go", "\t\tif *sealed != 0 {", "\t\tif false {",
		"a claim has ended though its end was taken back"},
	{"seal.go", "end.of == 0 && end.provenance == 0", "end.provenance == 0",
		"an end of some reports of a claim ends all of them"},
	{"quick.go", "if v.t.ranges != 0 {", "if false {",
		"a range of positions spares claims that nothing else is aimed at"},
	{"quick.go", "return v.begun(tellings[i].first) })", "return v.over(tellings[i].first) })",
		"of several reports the first to begin is told too late"},
	{"quick.go", "begun == known", "begun < known",
		"of several reports none is told"},
	{"told.go", "case affirmed && denied:", "case false:",
		"a denial beside a report is not heard"},
	{"told.go", "return of == 0 || intersect(", "return true || intersect(",
		"an end of a claim ends everybody's reports"},
	{"told.go", "return v.t.of(v.t.ends.at(e).of, r)", "return v.t.recordedIn(r) < v.t.ends.at(e).position && v.t.of(v.t.ends.at(e).of, r)",
		"an end of a claim spares reports recorded after it"},
	{"told.go", "return v.toldEnd(e) && !v.endedEnd(e, v.inForceEnd)", "return v.toldEnd(e)",
		"ends of ends are ignored"},
	{"told.go", "return v.toldEnd(e) && !v.endedEnd(e, v.inForceEnd)", "return v.toldEnd(e) && !v.endedEnd(e, v.toldEnd)",
		"an end that was itself ended still ends"},
	{"told.go", "\t\treturn end.position <= v.position\n", "\t\treturn end.position <= v.position && v.over(end.window)\n",
		"a desk record waits for the reported clock"},
	{"told.go", "\t\treturn end.position <= v.position\n", "\t\treturn end.position <= v.position && v.viewpoint == nil\n",
		"a desk record has to be told by a chosen source"},
	{"told.go", ".holds(*v.validAt)", ".holds(*v.validAt + 1)",
		"the valid clock is a microsecond fast"},
	{"told.go", ".holds(*v.validAt)", ".holds(*v.validAt - 1)",
		"the valid clock is a microsecond slow"},
	{"told.go", " && v.holds(c) != event.HoldsNo && v.stance(c) != 0", " && v.stance(c) != 0",
		"what does not hold is visible"},
	{"../event/end.go", "return e.Origin.Chain[len(e.Origin.Chain)-1:]", "return e.Origin.Chain[:1]",
		"an end speaks for its outlet instead of its origin"},
	{"../event/report.go", "return kind == KindStatement && chain <= 1 && !denies", "return kind == KindStatement && chain <= 1",
		"who denies that something was said has it from the speaker"},
	{"../event/report.go", "return kind == KindStatement && chain <= 1 && !denies", "return kind == KindAction && chain <= 1 && !denies",
		"a speaker is no source of his statement"},
	{"link.go", "cited := t.cited(r)", "cited := r.provenance",
		"a report that was taken over keeps the speaker of the slip"},
	{"fold.go", "if p.Denies {", "if false {",
		"a denial recorded as a report"},
	{"view.go", "for _, same := range v.cluster(n) {", "for _, same := range []row{n} {",
		"the viewpoint is not widened by identity"},
	{"intern.go", "for i, n := range g.cast {", "for i, n := range g.cast[max(0, chain-1):chain] {",
		"a viewpoint matches the origin alone"},
	{"intern.go", "for i, n := range g.cast {", "for i, n := range g.cast[:chain] {",
		"a viewpoint does not match publishers and speakers"},
	{"identity.go", "v.toldJudgement(judged) {", "v.toldJudgement(judged) && event.Judgement(judged.judgement) == event.JudgedSame {",
		"a judgement is never taken back"},
	{"identity.go", "return v.begun(j.window) && (v.accordingTo == nil || intersect(v.t.sources(j.provenance), v.accordingTo))", "return v.begun(j.window)",
		"a sourced judgement counts for every viewpoint"},
	{"identity.go", "return v.begun(j.window) && (v", "return v.over(j.window) && (v",
		"a sourced judgement begins like an end"},
	{"takeover.go", "to.ends, a.id, a.copied = 0,", "to.window = g.window(event.Window{First: e.RecordedAt, Last: e.RecordedAt})\n\t\tto.ends, a.id, a.copied = 0,",
		"a copied report is told when it was copied"},
	{"takeover.go", " || k.before.ended(r, k.before.inForceOfDesk) {", " {",
		"a desk correction copies old slips"},
	{"takeover.go", "if !duplicate {", "if false {",
		"a desk correction forgets that the source took the old claim back"},
	{"takeover.go", "k.ends([]row{end}, target{report: n})", "k.ends([]row{end}, target{claim: better})",
		"what ended a duplicate ends the claim that was there before"},
	{"ending.go", "return append(targets, target{claim: c.better})", "return targets",
		"the retraction of a correction leaves the better claim"},
	{"ending.go", "targets = append(targets, target{end: c.end})", "targets = targets[:0]",
		"the retraction of a correction leaves its end"},
	{"ending.go", "if c.better != 0 && c.duplicate == 0 {", "if c.better != 0 {",
		"to take back that a claim is a duplicate ends the claim that was there before"},
	{"takeover.go", "k.ends(k.before.endsAt(load(&t.ends.at(n).ends)), target{end: k.g.linkEnd(to)})", "k.g.linkEnd(to)",
		"a copied end forgets that it was ended"},
	{"range.go", "position <= stretch.To", "position < stretch.To",
		"the last position of a range is spared"},
	{"origins.go", "return c.closed[from] != i+1 }", "return false && c.closed[from] != i }",
		"an outlet that passes on what another said counts as an origin"},
	{"origins.go", "o.vague = o.vague && report.sourceless()", "o.vague = false",
		"a vague outlet counts beside a named origin"},
	{"origins.go", "alone = append(alone, origins[members[0]])", "for _, n := range members {\n\t\t\t\talone = append(alone, origins[n])\n\t\t\t}",
		"those who have a claim from each other count one by one"},
	{"told.go", " || v.anyRange(target{end: e}, counts)", "",
		"ends in a range of positions are spared"},
	{"told.go", ") ||\n\t\tv.anyRange(target{report: r}, counts)", ")",
		"reports in a range of positions are spared"},
	{"range.go", "if v.toldEnd(e) && !v.endedEnd(e, inForce) {", "if v.toldEnd(e) {",
		"an end of a range is never taken back"},
	{"range.go", "return position == event.Position(end.position) && copied != target{} && t.covers(end.copied, copied)", "return false && position == event.Position(end.position) && copied != target{} && t.covers(end.copied, copied)",
		"a desk correction forgets that a range of positions was withdrawn"},
	{"range.go", "return position == event.Position(end.position) && copied", "return copied",
		"a copied end of a range covers what other corrections copied"},
	{"takeover.go", "if covers(e) {", "if false && covers(e) {",
		"a desk correction does not copy ends of ranges"},
	{"takeover.go", "if !t.of(with.of, r) || ", "if ",
		"a desk correction takes over reports that it does not end"},
	{"takeover.go", "return with.of != 0 && !carried[end]", "return false",
		"a desk correction of one source takes over what another took back"},
	{"takeover.go", "return with.of != 0 && !carried[end]", "return !carried[end]",
		"a desk correction forgets an end of the claim for reports still to come"},
	{"claim.go", " || c.v.stance(c.c) != 0 {", " {",
		"a claim that somebody still reports is taken for its replacement"},
}

// Every mutant has to be caught by the short tests of the rule. It takes minutes; ONRECORD_LONG=1 asks for it.
func TestMutants(t *testing.T) {
	for _, m := range mutants {
		text, err := os.ReadFile(m.file)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte(m.old)); n != 1 {
			t.Errorf("%s (%s): %q stands there %d times, not once", m.file, m.wrong, m.old, n)
		}
	}
	if t.Failed() || os.Getenv("ONRECORD_LONG") != "1" {
		t.Skip("set ONRECORD_LONG=1 to run the mutants")
	}
	dir, began, lines := t.TempDir(), time.Now(), make([]string, len(mutants))
	t.Run("all", func(t *testing.T) { // ends when all of them have
		for i := range mutants {
			m := &mutants[i]
			t.Run(m.wrong, func(t *testing.T) {
				t.Parallel()
				caught := m.caughtBy(t, filepath.Join(dir, fmt.Sprint(i)))
				lines[i] = fmt.Sprintf("%-11s %-70s %s", m.file, m.wrong, caught)
				t.Logf("%.0fs %s", time.Since(began).Seconds(), lines[i])
			})
		}
	})
	t.Logf("of %d mutants:\n%s", len(mutants), strings.Join(slices.DeleteFunc(lines, func(line string) bool { return line == "" }), "\n"))
}

var failedTest = regexp.MustCompile(`(?m)^\s*--- FAIL: (?:TestCases/)?(\S+)`)

// caughtBy runs the short tests on the mutant, and says which of them fail. The files it makes begin with a path.
func (m *mutant) caughtBy(t *testing.T, path string) string {
	text, err := os.ReadFile(m.file)
	if err != nil {
		t.Fatal(err)
	}
	original, err := filepath.Abs(m.file)
	if err != nil {
		t.Fatal(err)
	}
	mutated, overlay := path+".go", path+".json"
	replaced, err := json.Marshal(map[string]any{"Replace": map[string]string{original: mutated}})
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string][]byte{mutated: bytes.Replace(text, []byte(m.old), []byte(m.new), 1), overlay: replaced} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("go", "test", "-overlay", overlay, "-vet=off", "-count=1", "-timeout=60s", "-run=^(TestRule|TestCases)$", ".",
		"-rapid.nofailfile", "-rapid.shrinktime=0s")
	run.Env = append(os.Environ(), "ONRECORD_LONG=")
	output, err := run.CombinedOutput()
	var by []string
	for _, match := range failedTest.FindAllStringSubmatch(string(output), -1) {
		if match[1] != "TestCases" && !slices.Contains(by, match[1]) {
			by = append(by, match[1])
		}
	}
	if err == nil || len(by) == 0 {
		t.Fatalf("not caught (%v)\n%s", err, output)
	}
	return strings.Join(by, " ")
}
