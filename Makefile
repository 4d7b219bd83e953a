.DEFAULT_GOAL := help
.PHONY: help bench docs

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

bench: ## measure tightlip beside its peers, and rewrite bench/README.md (about twenty minutes)
	python3 bench/measure.py

docs: ## build the documentation into site/ (needs: pip install -e '.[docs]')
	NO_MKDOCS_2_WARNING=1 mkdocs build --strict
