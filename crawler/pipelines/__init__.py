"""What happens to an outcome, in this order: archived, examined, recorded. It is committed once its body is safe."""
