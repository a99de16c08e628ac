package main

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"testing"
)

// measured is the value of a metric that a server tells; 0 when it does not.
func measured(t *testing.T, url, metric string) float64 {
	t.Helper()
	response, err := http.Get(url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response.Status, err)
	}
	found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(metric) + ` (\S+)$`).FindSubmatch(text)
	if found == nil {
		return 0
	}
	value, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestMetrics(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	ask := func(asked string) {
		t.Helper()
		var into map[string]any
		_ = query(limited(t), s.url, operation{Query: asked}, &into) // some are refused
	}
	const named, nameless, refused = `onrecord_operation_seconds_count{kind="query",name="Heads"}`, `onrecord_operation_seconds_count{kind="query",name="(none)"}`, `onrecord_errors_total{code="DEPTH_LIMIT_EXCEEDED"}`
	before := map[string]float64{}
	for _, metric := range []string{named, nameless, refused} {
		before[metric] = measured(t, s.url, metric)
	}
	if _, err := record(limited(t), s.url, person("Ann"), person("Bob")); err != nil {
		t.Fatal(err)
	}
	ask("query Heads { log { totalCount } }")
	ask("query Heads { log { totalCount } }")
	ask("{ log { totalCount } }")
	deep := `{ view { entity(id: "x") `
	for range 12 {
		deep += "{ neighbors { nodes "
	}
	deep += "{ id }"
	for range 12 {
		deep += " } }"
	}
	ask(deep + " } }")
	for metric, more := range map[string]float64{named: 2, nameless: 1, refused: 1} {
		if got := measured(t, s.url, metric) - before[metric]; got != more {
			t.Errorf("%s grew by %v, want %v", metric, got, more)
		}
	}
	for metric, want := range map[string]float64{"onrecord_log_position": 2, "onrecord_graph_position": 2, "onrecord_graph_lag_events": 0, "onrecord_healthy": 1} {
		if got := measured(t, s.url, metric); got != want {
			t.Errorf("%s is %v, want %v", metric, got, want)
		}
	}
}

// However many names clients make up, so many are told apart.
func TestNamesAreBounded(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	const others = `onrecord_operation_seconds_count{kind="query",name="(others)"}`
	before := measured(t, s.url, others)
	for i := range 150 {
		var into map[string]any
		if err := query(limited(t), s.url, operation{Query: fmt.Sprintf("query Made%d { log { totalCount } }", i)}, &into); err != nil {
			t.Fatal(err)
		}
	}
	if got := measured(t, s.url, others) - before; got < 50 {
		t.Errorf("only %v of 150 names went under the others", got)
	}
}

// Subscribers are counted while they last.
func TestSubscribersAreCounted(t *testing.T) {
	s := start(t, "--data", t.TempDir())
	if _, err := record(limited(t), s.url, person("Ann")); err != nil {
		t.Fatal(err)
	}
	before := measured(t, s.url, "onrecord_subscribers")
	expect(t, overWebSocket(t, s.url, 0), 1, "Ann")
	expect(t, overSSE(t, s.url, 0), 1, "Ann")
	if got := measured(t, s.url, "onrecord_subscribers") - before; got != 2 {
		t.Errorf("%v more, want 2", got)
	}
}
