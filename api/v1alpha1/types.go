// Package v1alpha1 is the functionConfig of kcl-sidecar, version
// kcl-sidecar.dev/v1alpha1.
//
// The types here are the one description of it that there is. Package fn
// decodes by them, and reports what does not fit; package gen makes of them,
// with their comments, schemas/sidecarinjection.json, the schema for editors
// and other tools; and of that the tables in docs are made.
//
// Beside their comments, fields have tags:
//
//	json      the name; without omitempty where the zero value says something
//	required  the field must be there and not be empty: what follows on
//	          "is missing: ". Without a text, package fn has one.
//	unless    the field need not be there if this other field is true
//	enum      the values that there are, with commas between them
//	minimum   the least value
//	pattern   a regular expression that texts match, and
//	not       texts that it may not be, with commas between them: both are for
//	          other tools. Package fn checks what they mean, and says more.
//	open      the object may have other fields, which nobody looks at
package v1alpha1

//go:generate go run ./gen ../../schemas/sidecarinjection.json

import "time"

// The apiVersion and the kind of a functionConfig.
const (
	APIVersion = "kcl-sidecar.dev/v1alpha1"
	Kind       = "SidecarInjection"
)

// A SidecarInjection configures the function: into which Pod templates what is
// injected. An orchestrator passes it as functionConfig.
type SidecarInjection struct {
	// The version of this format.
	APIVersion string `json:"apiVersion" required:"" enum:"kcl-sidecar.dev/v1alpha1"`

	// The kind of this object.
	Kind string `json:"kind" required:"" enum:"SidecarInjection"`

	// What is said of every Kubernetes object.
	Metadata Metadata `json:"metadata" required:"" open:"true"`

	// The injection.
	Spec Spec `json:"spec" required:""`
}

// Metadata is the metadata of a SidecarInjection. All but its name belongs to
// the orchestrator.
type Metadata struct {
	// The name of the injection: results, the record on each workload and the
	// annotation kcl-sidecar.dev/inject call it so. It has neither commas nor
	// spaces, and is neither true nor false.
	Name string `json:"name" required:"" pattern:"^[^, \\t\\r\\n]+$" not:"true,false"`
}

// Spec is what an injection does, and where.
type Spec struct {
	// The program, in KCL: it sees a Pod template and returns what is to be
	// injected into it. With remove it may be left out.
	Source string `json:"source" required:"" unless:"remove" pattern:"\\S"`

	// Values for the program, which reads them with option("params"): any YAML.
	Params any `json:"params,omitempty"`

	// KCL modules that the program can import, and that can import each other:
	// by the name of the module and the path of the file in it, the file's text.
	// The file proxy.k of the module team belongs to the package team, the file
	// net/proxy.k to the package team.net.
	Modules map[string]map[string]string `json:"modules,omitempty"`

	// Whether every selected Pod template is injected into (enabled), or only
	// those for which the annotation kcl-sidecar.dev/inject asks (disabled).
	Policy string `json:"policy,omitempty" enum:"enabled,disabled"`

	// Which Pod templates are meant: those that one of the entries matches.
	// Without entries, all.
	Selectors []Selector `json:"selectors,omitempty"`

	// Which Pod templates are not meant, though selectors match them.
	Exclude []Selector `json:"exclude,omitempty"`

	// How many Pod templates must be selected: fewer are an error.
	Require int64 `json:"require,omitempty" minimum:"0"`

	// More places where resources have Pod templates, beside those that are known.
	Templates []Template `json:"templates,omitempty"`

	// The labels of Namespaces that are not among the items, by name.
	Namespaces map[string]map[string]string `json:"namespaces,omitempty"`

	// Whether a conflict with what somebody else has written is an error, and
	// nothing is changed, or a warning.
	Conflicts string `json:"conflicts,omitempty" enum:"error,warn"`

	// Whether the record of what was injected is written, as an annotation of
	// the resource. Without it, what the program does not return any more stays.
	Record bool `json:"record"`

	// Whether the injection is taken back, from all resources that have it,
	// whatever selectors say.
	Remove bool `json:"remove,omitempty"`

	// What a run of the program, which is for one Pod template, may use.
	Limits Limits `json:"limits,omitempty"`
}

// A Selector matches a Pod template if all of its fields do.
type Selector struct {
	// The apiVersion of the resource, a glob: apps/* is any version of apps.
	APIVersion string `json:"apiVersion,omitempty" pattern:"^$|[/*?]|^v[0-9]"`

	// The kind of the resource, a glob. A kind that has no Pod templates is an
	// error.
	Kind string `json:"kind,omitempty"`

	// The name of the resource, a glob. One that has no name yet has the
	// beginning of one, its generateName.
	Name string `json:"name,omitempty"`

	// The namespace that the resource says it is in, a glob.
	Namespace string `json:"namespace,omitempty"`

	// Labels that the resource has.
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations that the resource has.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Labels that the Pod template has.
	PodLabels map[string]string `json:"podLabels,omitempty"`

	// Labels that the Namespace of the resource has. Each Namespace has the
	// label kubernetes.io/metadata.name.
	NamespaceLabels map[string]string `json:"namespaceLabels,omitempty"`
}

// A Template says where the resources of a kind have Pod templates.
type Template struct {
	// The apiVersion of the resources, a glob.
	APIVersion string `json:"apiVersion" required:"* stands for any" pattern:"[/*?]|^v[0-9]"`

	// The kind of the resources, a glob.
	Kind string `json:"kind" required:"* stands for any"`

	// The field that holds the Pod template: keys with dots between them, with
	// [] for every element of a list and .* for every value of a mapping.
	Path string `json:"path" required:"it must name the field that holds the Pod template, such as spec.template"`

	// Whether the field holds the spec of a Pod, without metadata, instead.
	Inline bool `json:"inline,omitempty"`
}

// Limits are what a run may use. More is an error that names the workload.
type Limits struct {
	// Steps of evaluation.
	Steps int64 `json:"steps,omitempty" minimum:"1"`

	// Calls within calls.
	Depth int64 `json:"depth,omitempty" minimum:"1"`

	// Memory: a number of bytes, such as 1000000, 512Ki, 256Mi, 1Gi.
	Memory ByteSize `json:"memory,omitempty" minimum:"1" pattern:"^0*[1-9][0-9]*(Ki|Mi|Gi)?$"`

	// Time, such as 500ms, 5s, 1m30s.
	Time Duration `json:"time,omitempty" pattern:"^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$"`
}

// New returns a SidecarInjection that says nothing: with the defaults.
func New() *SidecarInjection {
	return &SidecarInjection{
		APIVersion: APIVersion,
		Kind:       Kind,
		Spec: Spec{
			Policy:    "enabled",
			Conflicts: "error",
			Record:    true,
			Limits: Limits{
				Steps:  50_000_000,
				Depth:  10_000,
				Memory: 128 << 20,
				Time:   Duration(5 * time.Second),
			},
		},
	}
}
