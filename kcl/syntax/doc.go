// Package syntax turns KCL source text into a syntax tree.
//
// [Parse] reads a file in two steps. The scanner reads the whole text into
// a slice of tokens; the parser, one method per rule of the grammar, reads
// the tokens by recursive descent. The comment of each method gives its
// rule. Nodes know their place as a [Span] of byte offsets; a [File] turns
// an offset into line and column.
//
// # Indentation
//
// The scanner emits INDENT and DEDENT wherever the indentation of a line
// changes, also between brackets, and NEWLINE at the end of every line: it
// does not know where a block may stand. The parser does. It wants these
// tokens where a block is, and skips them where newlines mean nothing or
// separate elements. Tabs and spaces are counted apart. A line that
// returns to a column which no block has gets a DEDENT that says so; the
// parser reports and skips it, and stays in the block.
//
// # Keywords
//
// A keyword is one only where the grammar looks for it: a statement that
// starts with `type` declares an alias, but `a.type` and `{type: 1}` have
// nothing to do with types. A '$' before an identifier makes it a name
// everywhere, and is not part of the name.
//
// # Strings
//
// The scanner evaluates the escapes of a string and keeps the value only
// if it differs from the text. The parser dedents strings in triple quotes
// and splits strings at interpolations, whose text it scans and parses as
// if it stood in the file alone, so that positions in it are right.
//
// # Errors
//
// The parser reports an error and goes on with a tree that has a [BadExpr]
// for what is missing. It skips a token where it cannot use it. Every loop
// either reads a token or stops, so that reading a file takes time linear
// in its size. The scanner's errors precede the parser's, as in the
// reference implementation, from which the wording is taken, too: where an
// error follows from another and says nothing new, it is left out.
//
// A file that nests deeper than a fixed limit, or has more than a fixed
// number of errors, is given up with an error that says so.
package syntax
