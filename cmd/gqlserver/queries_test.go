package main

import (
	"os"
	"strings"
	"testing"
)

// The ready queries of the pages answer, and what they answer is worth looking at.
func TestReadyQueries(t *testing.T) {
	const folder = "../../web/src/queries/"
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	s, ran := newStory(t), 0
	for _, file := range files {
		name, isQuery := strings.CutSuffix(file.Name(), ".graphql")
		if !isQuery {
			continue
		}
		ran++
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(folder + file.Name())
			if err != nil {
				t.Fatal(err)
			}
			var data any
			if strings.Contains("\n"+string(text), "\nsubscription ") {
				server := start(t, "--data", t.TempDir(), "--sample")
				first, err := streamed(t, server.url, operation{Query: string(text)})()
				if err != nil {
					t.Fatal(err)
				}
				if err := first.decode(&data); err != nil {
					t.Fatal(err)
				}
			} else {
				s.ask(t, string(text), nil, &data)
			}
			if got := values(data); got < 5 {
				t.Errorf("the answer has %d values: %v", got, data)
			}
		})
	}
	if ran == 0 {
		t.Error("there are no ready queries")
	}
}

// values counts the texts, numbers and truths in JSON.
func values(data any) (n int) {
	switch d := data.(type) {
	case nil:
	case map[string]any:
		for _, v := range d {
			n += values(v)
		}
	case []any:
		for _, v := range d {
			n += values(v)
		}
	default:
		n = 1
	}
	return n
}
