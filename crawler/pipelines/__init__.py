"""What happens to an outcome, in this order: examined, compared, kept. It is committed once its bodies are safe."""
