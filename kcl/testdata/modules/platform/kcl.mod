[package]
name = "platform"
edition = "0.0.1"
version = "1.2.0"
