package fn

// This file knows which kinds have no namespace.

import (
	"slices"
	"strings"
)

// isClusterScoped reports whether objects of a kind are known to have no
// namespace.
func isClusterScoped(group, kind string) bool {
	return slices.Contains(strings.Fields(clusterScoped[group]), kind)
}

// clusterScoped are the kinds without a namespace, by their groups: those of
// Kubernetes, which a test compares with k8s.io/api, and of widely used custom
// resources. A program that adds an object of another such kind says
// `namespace = ""`.
var clusterScoped = map[string]string{
	"":                             "ComponentStatus Namespace Node PersistentVolume",
	"admissionregistration.k8s.io": "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration",
	"apiextensions.k8s.io":         "CustomResourceDefinition",
	"apiregistration.k8s.io":       "APIService",
	"authentication.k8s.io":        "SelfSubjectReview TokenReview",
	"authorization.k8s.io":         "SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview",
	"certificates.k8s.io":          "CertificateSigningRequest ClusterTrustBundle",
	"flowcontrol.apiserver.k8s.io": "FlowSchema PriorityLevelConfiguration",
	"internal.apiserver.k8s.io":    "StorageVersion",
	"networking.k8s.io":            "IPAddress IngressClass ServiceCIDR",
	"node.k8s.io":                  "RuntimeClass",
	"rbac.authorization.k8s.io":    "ClusterRole ClusterRoleBinding",
	"resource.k8s.io":              "DeviceClass DeviceTaintRule ResourcePoolStatusRequest ResourceSlice",
	"scheduling.k8s.io":            "PriorityClass",
	"storage.k8s.io":               "CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass",
	"storagemigration.k8s.io":      "StorageVersionMigration",
	"cert-manager.io":              "ClusterIssuer",
	"external-secrets.io":          "ClusterExternalSecret ClusterSecretStore",
	"gateway.networking.k8s.io":    "GatewayClass",
	"kyverno.io":                   "ClusterPolicy",
	"monitoring.googleapis.com":    "ClusterPodMonitoring ClusterRules",
	"trust.cert-manager.io":        "Bundle",
}
