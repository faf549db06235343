[package]
name = "sidecar"
version = "0.1.0"
description = "What an injection adds to Pod templates"

[dependencies]
k8s = { path = "../k8s" }
