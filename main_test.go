package main

// This file tests the command line.

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

// command runs the command as a process would.
func command(input string, args ...string) result {
	var out, errs bytes.Buffer
	code := run(args, strings.NewReader(input), &out, &errs)
	return result{code, out.String(), errs.String()}
}

func TestArguments(t *testing.T) {
	for _, arg := range []string{"--help", "-h", "help"} {
		require.Equal(t, result{0, fn.Help, ""}, command("", arg))
	}
	version = "v1.2.3"
	defer func() { version = "" }()
	for _, arg := range []string{"--version", "version"} {
		require.Equal(t, result{0, "kcl-sidecar v1.2.3\n", ""}, command("", arg))
	}
	version = ""
	require.Regexp(t, `^kcl-sidecar \S+`, command("", "--version").stdout)
	for _, args := range [][]string{{"--halp"}, {""}, {"config.yaml", "input.yaml"}, {"--help", "--version"}} {
		got := command("", args...)
		require.Equal(t, 2, got.code)
		require.Empty(t, got.stdout)
		require.Contains(t, got.stderr, "--help")
	}
}

func TestNoArguments(t *testing.T) {
	input := readFile(t, "testdata/function/homepage/input.yaml")
	require.Equal(t, run1(input), command(input))
}

// TestHelpExample runs the functionConfig that --help shows.
func TestHelpExample(t *testing.T) {
	_, text, found := strings.Cut(fn.Help, "The functionConfig:\n\n")
	require.True(t, found)
	text, _, found = strings.Cut(text, "\n\nEntries of selectors")
	require.True(t, found)

	got := command(`apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web-1, namespace: prod, labels: {tier: frontend}, annotations: {team: web}}
  spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app}]}}}
functionConfig:
` + text)
	require.Equal(t, 0, got.code, got.stderr)
	require.Contains(t, got.stdout, "name: homepage-writer, image: busybox")
}
