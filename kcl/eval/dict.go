package eval

// This file defines configs: maps from strings that keep their order.

// Op is how an entry of a config joins what its key has already.
type Op uint8

const (
	OpUnion    Op = iota // key: value
	OpOverride           // key = value
	OpInsert             // key += value
)

// NoIndex is the Index of an entry without one.
const NoIndex int32 = -1 << 31

// An Entry is one entry of a Dict.
type Entry struct {
	Key   string
	Value Value
	Op    Op
	Index int32 // of the list element it means (`key[0]: value`), or NoIndex
}

// A Dict is a config or a dict. Its entries keep the order in which their
// keys came first.
type Dict struct {
	entries []Entry
	index   map[string]int32 // nil while the dict is small
	host    Mapping          // converted into entries when first looked at
	pos     Pos              // of the config that it is the value of; zero where that is not known
}

// Up to this many entries, a look-up by scanning beats one by hashing.
const smallDict = 8

// NewDict returns an empty dict with room for n entries. A small one is one
// piece of memory with its entries.
func NewDict(n int) *Dict {
	switch {
	case n == 0:
		return &Dict{}
	case n <= 2:
		d := new(struct {
			Dict
			room [2]Entry
		})
		d.entries = d.room[:0]
		return &d.Dict
	case n <= 4:
		d := new(struct {
			Dict
			room [4]Entry
		})
		d.entries = d.room[:0]
		return &d.Dict
	}
	return &Dict{entries: make([]Entry, 0, n)}
}

// Entries are the entries in order, not to be changed.
func (d *Dict) Entries() []Entry {
	if d.host != nil {
		d.convert()
	}
	return d.entries
}

// Len is the number of entries.
func (d *Dict) Len() int { return len(d.Entries()) }

func (d *Dict) find(key string) int {
	if d.host != nil {
		d.convert()
	}
	if d.index != nil {
		if i, ok := d.index[key]; ok {
			return int(i)
		}
		return -1
	}
	for i := range d.entries {
		if d.entries[i].Key == key {
			return i
		}
	}
	return -1
}

// Get returns the value of key, and Undefined and false where there is none.
func (d *Dict) Get(key string) (Value, bool) {
	if d.host != nil {
		if v := d.host.Scalar(key); v != nil {
			return v, true
		}
	}
	if i := d.find(key); i >= 0 {
		return d.entries[i].Value, true
	}
	return Undefined, false
}

// GetEntry returns the entry of key.
func (d *Dict) GetEntry(key string) (Entry, bool) {
	if i := d.find(key); i >= 0 {
		return d.entries[i], true
	}
	return Entry{}, false
}

// Has reports whether there is an entry of key.
func (d *Dict) Has(key string) bool { return d.find(key) >= 0 }

// Set gives key the value v. Only who builds the dict may call it.
func (d *Dict) Set(key string, v Value) {
	d.SetEntry(Entry{Key: key, Value: v, Index: NoIndex})
}

// SetEntry puts e in place of the entry with its key, or last. Only who
// builds the dict may call it.
func (d *Dict) SetEntry(e Entry) {
	if i := d.find(e.Key); i >= 0 {
		d.entries[i] = e
		return
	}
	d.entries = append(d.entries, e)
	switch {
	case d.index != nil:
		d.index[e.Key] = int32(len(d.entries) - 1)
	case len(d.entries) > smallDict:
		d.reindex()
	}
}

// Delete removes the entry of key. Only who builds the dict may call it.
func (d *Dict) Delete(key string) {
	i := d.find(key)
	if i < 0 {
		return
	}
	d.entries = append(d.entries[:i], d.entries[i+1:]...)
	if d.index != nil {
		d.reindex()
	}
}

// Copy returns a dict with the same entries, for its maker to change.
func (d *Dict) Copy() *Dict {
	src := d.Entries()
	c := &Dict{entries: make([]Entry, len(src), len(src)+2)}
	copy(c.entries, src)
	if d.index != nil {
		c.reindex()
	}
	return c
}

func (d *Dict) reindex() {
	d.index = make(map[string]int32, 2*len(d.entries))
	for i := range d.entries {
		d.index[d.entries[i].Key] = int32(i)
	}
}
