// Command tlog-check checks what a Carnet log claims with golang.org/x/mod/sumdb, the code that Go's
// own checksum database is verified with. It knows nothing of Carnet's files: it takes entries, roots,
// notes and proofs, and says whether they fit together.
//
//	tlog-check -vkey VKEY [-leaves FILE] [-roots FILE] [-checkpoints FILE] [PROOF...]
//
// FILE may be "-" for standard input. A PROOF is a C2SP tlog-proof (inclusion), or the body of a C2SP
// add-checkpoint request ("old SIZE", hashes, empty line, checkpoint), which holds a consistency proof.
//
// Exit status: 0 all fits, 1 something does not, 2 wrong usage or unreadable input.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"golang.org/x/mod/sumdb/note"
)

// tally counts what was checked and prints what did not fit.
type tally struct {
	roots, checkpoints, links, inclusions, consistencies int
	failures                                             int
}

func (t *tally) fail(format string, args ...interface{}) {
	t.failures++
	fmt.Fprintf(os.Stderr, "tlog-check: "+format+"\n", args...)
}

func main() {
	vkey := flag.String("vkey", "", "the log's verifier key")
	leavesFile := flag.String("leaves", "", "entries in hexadecimal, one a line")
	rootsFile := flag.String("roots", "", "lines of size and root in hexadecimal")
	checkpointsFile := flag.String("checkpoints", "", "signed notes, each followed by an empty line")
	flag.Parse()
	if *vkey == "" {
		usage("-vkey is missing")
	}
	if *leavesFile == "" && *rootsFile+*checkpointsFile != "" {
		usage("-roots and -checkpoints need -leaves")
	}
	verifier, err := note.NewVerifier(*vkey)
	if err != nil {
		usage(fmt.Sprintf("the key: %v", err))
	}

	var counts tally
	log := newTree()
	if *leavesFile != "" {
		withFile(*leavesFile, func(file io.Reader) error { return log.read(file) })
	}
	if *rootsFile != "" {
		withFile(*rootsFile, func(file io.Reader) error { return checkRoots(file, log, &counts) })
	}
	if *checkpointsFile != "" {
		withFile(*checkpointsFile, func(file io.Reader) error {
			return checkCheckpoints(file, log, verifier, &counts)
		})
	}
	for _, name := range flag.Args() {
		name := name
		withFile(name, func(file io.Reader) error {
			data, err := io.ReadAll(file)
			if err == nil {
				checkProof(name, data, log, verifier, &counts)
			}
			return err
		})
	}

	root, err := log.root(log.size)
	if err != nil {
		usage(err.Error())
	}
	fmt.Printf("size %d root %x: %d roots, %d checkpoints, %d steps between them, "+
		"%d inclusion and %d consistency proofs checked, %d failed\n",
		log.size, root[:], counts.roots, counts.checkpoints, counts.links,
		counts.inclusions, counts.consistencies, counts.failures)
	if counts.failures > 0 {
		os.Exit(1)
	}
}

func usage(sentence string) {
	fmt.Fprintf(os.Stderr, "tlog-check: %s\n", sentence)
	os.Exit(2)
}

// withFile opens name, or standard input for "-", and leaves with status 2 where it cannot be read.
func withFile(name string, read func(io.Reader) error) {
	file := os.Stdin
	if name != "-" {
		opened, err := os.Open(name)
		if err != nil {
			usage(err.Error())
		}
		defer opened.Close()
		file = opened
	}
	if err := read(file); err != nil {
		usage(fmt.Sprintf("%s: %v", name, err))
	}
}
