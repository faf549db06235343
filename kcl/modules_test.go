package kcl_test

// This file runs testdata/modules: a module of several main files, which uses
// the schemas of another one.

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// compileShop compiles the entries of testdata/modules/shop.
func compileShop(t *testing.T, overrides ...string) *kcl.Program {
	t.Helper()
	prog, err := kcl.CompileFiles(nil, kcl.FileOptions{FS: os.DirFS("testdata/modules"), WorkDir: "/shop", Overrides: overrides})
	require.NoError(t, err)
	return prog
}

func TestModules(t *testing.T) {
	want, err := os.ReadFile("testdata/modules/shop.golden")
	require.NoError(t, err)
	got := yaml(t, compileShop(t), kcl.RunOptions{Options: map[string]any{"registry": "ghcr.io/shop"}})
	require.Equal(t, string(want), got)
}

func TestModulesWithOverrides(t *testing.T) {
	res, err := compileShop(t, "_app.container.tag=\"7\"", "_app.sidecars-").Run(context.Background(), kcl.RunOptions{})
	require.NoError(t, err)
	got, err := res.YAML(kcl.OutputOptions{Select: []string{"deployment.spec"}})
	require.NoError(t, err)
	require.Equal(t, "replicas: 5\ncontainers:\n- name: web\n  image: registry.example.com/web:7\n", got)

	_, err = compileShop(t, "_app.replicas=100").Run(context.Background(), kcl.RunOptions{})
	require.ErrorContains(t, err, "/platform/v1/app.k:23:1")
	require.ErrorContains(t, err, "Instance check failed")
}
