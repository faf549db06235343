[package]
name = "k8s"
version = "1.37.2"
description = "The built-in resources of Kubernetes 1.37.2"
