//go:build ignore

// This program writes runenames.gz from the file UnicodeData.txt of the
// Unicode Character Database, edition 14, in the current folder.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"strings"
)

func main() {
	in, err := os.Open("UnicodeData.txt")
	if err != nil {
		log.Fatal(err)
	}
	out, err := os.Create("runenames.gz")
	if err != nil {
		log.Fatal(err)
	}
	w, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	for s := bufio.NewScanner(in); s.Scan(); {
		// Names in angle brackets stand for ranges and control characters.
		if f := strings.Split(s.Text(), ";"); !strings.HasPrefix(f[1], "<") {
			fmt.Fprintf(w, "\n%s;%s", f[1], f[0])
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
}
