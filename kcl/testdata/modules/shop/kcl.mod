[package]
name = "shop"
edition = "0.0.1"
version = "0.1.0"

[dependencies]
platform = { path = "../platform" }

[profile]
entries = ["base.k", "prod.k"]
