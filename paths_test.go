package onrecord

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// named finds what a document sets in code or links to.
var named = regexp.MustCompile("`([^`\n]+)`|<code>([^<\n]+)</code>|\\]\\(([^)\n]+)\\)")

// TestPathsInDocumentsExist looks for every path of this tree that a document or a page names: what begins with one of its
// folders, and documents.
func TestPathsInDocumentsExist(t *testing.T) {
	form, found := regexp.MustCompile(`^[\w.*-]+(/[\w.*-]+)*/?$`), 0
	walk(t, func(name string) {
		if ext := path.Ext(name); ext != ".md" && ext != ".html" {
			return
		}
		for _, match := range named.FindAllStringSubmatch(string(read(t, name)), -1) {
			to, _, _ := strings.Cut(match[1]+match[2]+match[3], "#")
			first, _, inside := strings.Cut(to, "/")
			if info, err := os.Stat(first); !form.MatchString(to) || path.Ext(to) != ".md" && !(inside && first != "." && first != ".." && err == nil && info.IsDir()) {
				continue
			}
			found++
			here, _ := filepath.Glob(to)
			beside, _ := filepath.Glob(filepath.Join(path.Dir(name), to))
			if len(here)+len(beside) == 0 {
				t.Errorf("%s names %s, which is not there", name, to)
			}
		}
	})
	if found < 40 {
		t.Errorf("only %d paths were found in the documents", found)
	}
}
