.PHONY: bench
bench: ## measure tightlip beside its peers, and rewrite bench/README.md (about twenty minutes)
	python3 bench/measure.py
