// What one manifest's check consists of: decoding, defaulting, validation.

package main

import (
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/runtime/serializer/versioning"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/capabilities"
)

// Clusters allow privileged containers, which their node agents need; it is Pod
// Security that forbids them.
func init() { capabilities.Setup(true, 0) }

// A report is what one manifest's check found.
type report struct {
	object           string // KIND/NAME, or "?" where the manifest cannot be decoded
	errors, warnings []string
}

// decoder decodes YAML or JSON strictly, sets the API's defaults and converts
// to the internal types that validation works on.
var decoder = versioning.NewDefaultingCodecForScheme(
	legacyscheme.Scheme, nil,
	json.NewSerializerWithOptions(json.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme,
		json.SerializerOptions{Yaml: true, Strict: true}),
	nil, runtime.InternalGroupVersioner)

// check validates one manifest.
func check(doc []byte) report {
	obj, gvk, err := decoder.Decode(doc, nil, nil)
	if err != nil && !runtime.IsStrictDecodingError(err) {
		return report{object: "?", errors: []string{err.Error()}}
	}
	meta, ok := obj.(metav1.Object)
	if !ok {
		return report{object: gvk.Kind, errors: []string{"has no metadata"}}
	}
	if meta.GetNamespace() == "" {
		meta.SetNamespace(metav1.NamespaceDefault) // a server takes it from the request's path
	}
	r := report{object: gvk.Kind + "/" + meta.GetName()}
	if err != nil {
		r.errors = append(r.errors, err.Error())
	}
	errs, tmpl, path := validate(obj)
	for _, e := range errs {
		r.errors = append(r.errors, e.Error())
	}
	if tmpl != nil {
		r.warnings = podutil.GetWarningsForPodTemplate(context.Background(), path, tmpl, nil)
	}
	return r
}

// validate calls the validation function of a workload, or of what goes with
// workloads. It also returns the workload's Pod template and where in the
// workload it is, for the warnings.
func validate(obj runtime.Object) (field.ErrorList, *core.PodTemplateSpec, *field.Path) {
	path := field.NewPath("spec", "template")
	switch w := obj.(type) {
	case *core.Pod:
		tmpl := &core.PodTemplateSpec{ObjectMeta: w.ObjectMeta, Spec: w.Spec}
		return corevalidation.ValidatePodCreate(w, podOptions(tmpl)), tmpl, nil
	case *core.PodTemplate:
		return corevalidation.ValidatePodTemplate(w, podOptions(&w.Template)), &w.Template, field.NewPath("template")
	case *core.ReplicationController:
		return corevalidation.ValidateReplicationController(w, podOptions(w.Spec.Template)), w.Spec.Template, path
	case *apps.ReplicaSet:
		return appsvalidation.ValidateReplicaSet(w, podOptions(&w.Spec.Template)), &w.Spec.Template, path
	case *apps.Deployment:
		return appsvalidation.ValidateDeployment(w, podOptions(&w.Spec.Template)), &w.Spec.Template, path
	case *apps.StatefulSet:
		return appsvalidation.ValidateStatefulSet(w, appsvalidation.StatefulSetValidationOptions{}, podOptions(&w.Spec.Template)), &w.Spec.Template, path
	case *apps.DaemonSet:
		return appsvalidation.ValidateDaemonSet(w, podOptions(&w.Spec.Template)), &w.Spec.Template, path
	case *batch.Job:
		generateSelector(w)
		opts := batchvalidation.JobValidationOptions{PodValidationOptions: podOptions(&w.Spec.Template), RequirePrefixedLabels: true}
		return batchvalidation.ValidateJobCreate(w, opts), &w.Spec.Template, path
	case *batch.CronJob:
		tmpl := &w.Spec.JobTemplate.Spec.Template
		return batchvalidation.ValidateCronJobCreate(w, podOptions(tmpl)), tmpl, field.NewPath("spec", "jobTemplate", "spec", "template")
	}
	return validateOther(obj), nil, nil
}

// validateOther validates what has no Pod template.
func validateOther(obj runtime.Object) field.ErrorList {
	switch o := obj.(type) {
	case *core.Namespace:
		o.Namespace = "" // it is in none
		return corevalidation.ValidateNamespace(o)
	case *core.Service:
		if len(o.Spec.ClusterIPs) == 0 && o.Spec.ClusterIP != "" {
			o.Spec.ClusterIPs = []string{o.Spec.ClusterIP} // as a server does
		}
		return corevalidation.ValidateServiceCreate(o)
	case *core.ServiceAccount:
		return corevalidation.ValidateServiceAccount(o)
	case *core.ConfigMap:
		return corevalidation.ValidateConfigMap(o)
	case *core.Secret:
		return corevalidation.ValidateSecret(o)
	case *core.PersistentVolumeClaim:
		return corevalidation.ValidatePersistentVolumeClaim(o, corevalidation.PersistentVolumeClaimSpecValidationOptions{})
	case *networking.NetworkPolicy:
		return networkingvalidation.ValidateNetworkPolicy(o, networkingvalidation.NetworkPolicyValidationOptions{})
	case *networking.Ingress:
		return networkingvalidation.ValidateIngressCreate(o)
	}
	return field.ErrorList{field.Invalid(field.NewPath("kind"), fmt.Sprintf("%T", obj), "is no kind that this program knows")}
}

func podOptions(tmpl *core.PodTemplateSpec) corevalidation.PodValidationOptions {
	return podutil.GetValidationOptionsFromPodTemplate(tmpl, nil)
}

// generateSelector gives a Job what a server gives it before it validates:
// a unique id, and the selector and labels that follow from id and name.
func generateSelector(job *batch.Job) {
	if job.Spec.ManualSelector != nil && *job.Spec.ManualSelector {
		return
	}
	job.UID = types.UID("00000000-0000-0000-0000-000000000000")
	labels := map[string]string{
		batch.LegacyControllerUidLabel: string(job.UID),
		batch.LegacyJobNameLabel:       job.Name,
		batch.ControllerUidLabel:       string(job.UID),
		batch.JobNameLabel:             job.Name,
	}
	if job.Spec.Template.Labels == nil {
		job.Spec.Template.Labels = map[string]string{}
	}
	for k, v := range labels {
		job.Spec.Template.Labels[k] = v
	}
	job.Spec.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{batch.ControllerUidLabel: string(job.UID)}}
}
