package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// tree holds the hashes that x/mod stores for a log, in memory, and so is its HashReader.
type tree struct {
	size   int64
	hashes []tlog.Hash
}

func newTree() *tree { return &tree{} }

// ReadHashes makes tree a tlog.HashReader.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("the entries give no hash %d", index)
		}
		found[i] = t.hashes[index]
	}
	return found, nil
}

// read adds the entries of a file, hexadecimal, one a line.
func (t *tree) read(file io.Reader) error {
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<16), 1<<20)
	for lines.Scan() {
		entry, err := hex.DecodeString(lines.Text())
		if err != nil {
			return fmt.Errorf("entry %d: %v", t.size, err)
		}
		stored, err := tlog.StoredHashes(t.size, entry, t)
		if err != nil {
			return fmt.Errorf("entry %d: %v", t.size, err)
		}
		t.hashes = append(t.hashes, stored...)
		t.size++
	}
	return lines.Err()
}

// root is the tree's root at a size. x/mod 0.7 gives zeros for the empty tree, RFC 6962 the hash of
// nothing.
func (t *tree) root(size int64) (tlog.Hash, error) {
	if size == 0 {
		return sha256.Sum256(nil), nil
	}
	if size < 0 || size > t.size {
		return tlog.Hash{}, fmt.Errorf("there are %d entries, not %d", t.size, size)
	}
	return tlog.TreeHash(size, t)
}

// leaf is the hash of an entry in the tree.
func (t *tree) leaf(index int64) (tlog.Hash, error) {
	if index < 0 || index >= t.size {
		return tlog.Hash{}, fmt.Errorf("there are %d entries, none at %d", t.size, index)
	}
	found, err := t.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return tlog.Hash{}, err
	}
	return found[0], nil
}

// checkRoots compares lines of "size root" with the tree.
func checkRoots(file io.Reader, t *tree, counts *tally) error {
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) != 2 {
			return fmt.Errorf("a line is not: size root")
		}
		size, err := strconv.ParseInt(fields[0], 10, 64)
		if err != nil {
			return err
		}
		counts.roots++
		root, err := t.root(size)
		if err != nil {
			counts.fail("root at size %d: %v", size, err)
		} else if got := hex.EncodeToString(root[:]); got != fields[1] {
			counts.fail("root at size %d: x/mod computes %s, the file says %s", size, got, fields[1])
		}
	}
	return lines.Err()
}
