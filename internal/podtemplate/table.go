package podtemplate

// This file is the table of the kinds that are known to have Pod templates.

// The kinds that Kubernetes has, or had in older versions and groups.
var builtin = byKind([]Row{
	{APIVersion: "v1", Kind: "Pod", Path: ""},
	{APIVersion: "v1", Kind: "PodTemplate", Path: "template"},
	{APIVersion: "v1", Kind: "ReplicationController", Path: "spec.template"},
	{APIVersion: "apps/*", Kind: "DaemonSet", Path: "spec.template"},
	{APIVersion: "apps/*", Kind: "Deployment", Path: "spec.template"},
	{APIVersion: "apps/*", Kind: "ReplicaSet", Path: "spec.template"},
	{APIVersion: "apps/*", Kind: "StatefulSet", Path: "spec.template"},
	{APIVersion: "extensions/*", Kind: "DaemonSet", Path: "spec.template"},
	{APIVersion: "extensions/*", Kind: "Deployment", Path: "spec.template"},
	{APIVersion: "extensions/*", Kind: "Job", Path: "spec.template"},
	{APIVersion: "extensions/*", Kind: "ReplicaSet", Path: "spec.template"},
	{APIVersion: "batch/*", Kind: "Job", Path: "spec.template"},
	{APIVersion: "batch/*", Kind: "CronJob", Path: "spec.jobTemplate.spec.template"},
	{APIVersion: "batch/*", Kind: "ScheduledJob", Path: "spec.jobTemplate.spec.template"},
	{APIVersion: "batch/*", Kind: "JobTemplate", Path: "template.spec.template"},
})

// byKind sorts rows by their kind. A resource of these rows must have its
// template.
func byKind(rows []Row) map[string][]Row {
	m := make(map[string][]Row, len(rows))
	for _, r := range rows {
		steps, err := parsePath(r.Path)
		if err != nil {
			panic(err)
		}
		r.steps, r.required = steps, true
		m[r.Kind] = append(m[r.Kind], r)
	}
	return m
}
