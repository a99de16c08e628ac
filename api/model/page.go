package model

import "slices"

// Limits of a page.
const (
	defaultPage = 50
	maxPage     = 1000
)

// pageArgs are the arguments of every connection.
type pageArgs struct {
	first  *int
	after  *string
	last   *int
	before *string
}

// page is the part of a list that was asked for.
type page[T any] struct {
	items   []T
	cursors []string
	info    *PageInfo
	total   int
}

// paginate sorts a list by key and cuts a page out of it.
func paginate[T any](list []T, key func(T) keyset, args pageArgs, scope string) (page[T], error) {
	type keyed struct {
		key  keyset
		item T
	}
	if args.first != nil && args.last != nil {
		return page[T]{}, invalid("last", "give first or last, not both")
	}
	size, field := defaultPage, "first"
	if args.first != nil {
		size = *args.first
	} else if args.last != nil {
		size, field = *args.last, "last"
	}
	if size < 0 || size > maxPage {
		return page[T]{}, invalid(field, "%d is not between 0 and %d", size, maxPage)
	}
	sorted := make([]keyed, len(list))
	for i, item := range list {
		sorted[i] = keyed{key(item), item}
	}
	slices.SortFunc(sorted, func(a, b keyed) int { return a.key.compare(b.key) })
	from, to := 0, len(sorted)
	if args.after != nil {
		k, err := parseCursor(*args.after, scope, "after")
		if err != nil {
			return page[T]{}, err
		}
		i, found := slices.BinarySearchFunc(sorted, k, func(e keyed, k keyset) int { return e.key.compare(k) })
		if from = i; found {
			from++
		}
	}
	if args.before != nil {
		k, err := parseCursor(*args.before, scope, "before")
		if err != nil {
			return page[T]{}, err
		}
		to, _ = slices.BinarySearchFunc(sorted, k, func(e keyed, k keyset) int { return e.key.compare(k) })
		to = max(to, from)
	}
	if field == "last" {
		from = max(from, to-size)
	} else {
		to = min(to, from+size)
	}
	p := page[T]{items: []T{}, total: len(list), info: &PageInfo{HasPreviousPage: from > 0, HasNextPage: to < len(sorted)}}
	for _, e := range sorted[from:to] {
		p.items = append(p.items, e.item)
		p.cursors = append(p.cursors, e.key.cursor(scope))
	}
	if n := len(p.cursors); n > 0 {
		p.info.StartCursor, p.info.EndCursor = &p.cursors[0], &p.cursors[n-1]
	}
	return p, nil
}
