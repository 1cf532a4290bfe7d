package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const proofHeader = "c2sp.org/tlog-proof@v1"

// checkProof checks a file that holds an inclusion or a consistency proof.
func checkProof(name string, data []byte, t *tree, verifier note.Verifier, counts *tally) {
	end := bytes.Index(data, []byte("\n\n"))
	if end < 0 {
		counts.fail("%s: there is no empty line before the checkpoint", name)
		return
	}
	lines := strings.Split(string(data[:end]), "\n")
	head, err := openCheckpoint(data[end+2:], verifier)
	if err != nil {
		counts.fail("%s: %v", name, err)
		return
	}
	if lines[0] == proofHeader {
		counts.inclusions++
		err = checkInclusion(lines[1:], head, t)
	} else {
		counts.consistencies++
		err = checkConsistency(lines, head, t)
	}
	if err != nil {
		counts.fail("%s: %v", name, err)
	}
}

// checkInclusion leads the entry, as the leaves give it, to the signed root.
func checkInclusion(lines []string, head checkpoint, t *tree) error {
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, hashes, err := numberAndHashes("index ", lines)
	if err != nil {
		return err
	}
	leaf, err := t.leaf(index)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(tlog.RecordProof(hashes), head.size, head.root, index, leaf)
}

// checkConsistency leads the root at the old size, as the leaves give it, to the signed root.
func checkConsistency(lines []string, head checkpoint, t *tree) error {
	old, hashes, err := numberAndHashes("old ", lines)
	if err != nil {
		return err
	}
	if old == 0 {
		if len(hashes) > 0 {
			return fmt.Errorf("a proof from the empty tree has hashes")
		}
		return nil
	}
	root, err := t.root(old)
	if err != nil {
		return err
	}
	return tlog.CheckTree(tlog.TreeProof(hashes), head.size, head.root, old, root)
}

func numberAndHashes(label string, lines []string) (int64, []tlog.Hash, error) {
	if len(lines) == 0 || !strings.HasPrefix(lines[0], label) {
		return 0, nil, fmt.Errorf("there is no line %q", label)
	}
	text := strings.TrimPrefix(lines[0], label)
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 || strconv.FormatInt(number, 10) != text {
		return 0, nil, fmt.Errorf("%q is not a number", text)
	}
	var hashes []tlog.Hash
	for _, line := range lines[1:] {
		hash, err := parseHash(line)
		if err != nil {
			return 0, nil, err
		}
		hashes = append(hashes, hash)
	}
	return number, hashes, nil
}
