package api

import (
	"context"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

func TestFewAndSmallDocumentsAreKept(t *testing.T) {
	d, ctx := newDocuments(), context.Background()
	text := func(size int) string { return strings.Repeat("x", size) }
	for size, kept := range map[int]bool{1: true, maxKept: true, maxKept + 1: false, maxDocument: false} {
		d.Add(ctx, text(size), &ast.QueryDocument{})
		if _, found := d.Get(ctx, text(size)); found != kept {
			t.Errorf("a document of %d bytes is kept: %t; want %t", size, found, kept)
		}
	}
	for size := 1; size <= 2*keptMost; size++ {
		d.Add(ctx, text(size), &ast.QueryDocument{})
	}
	kept := 0
	for size := 1; size <= 2*keptMost; size++ {
		if _, found := d.Get(ctx, text(size)); found {
			kept++
		}
	}
	if kept != keptMost {
		t.Errorf("%d documents are kept; want %d", kept, keptMost)
	}
}
