package io.plimsoll.cli.detect;

import java.util.Locale;

/** How a tool is deployed: who put it there, and so who updates it. */
public enum Kind {
  /** In a folder of the system's package manager. */
  SYSTEM,
  /** Put beside the system by hand: /usr/local, /opt. */
  LOCAL,
  /** In the user's own folders. */
  USER,
  /** In a virtual environment of Python. */
  PROJECT_VENV,
  /** In the node_modules of a project. */
  NODE_MODULES,
  /** Installed by npm for a whole prefix. */
  NPM_GLOBAL,
  /** By nvm. */
  NVM,
  /** By fnm. */
  FNM,
  /** By volta. */
  VOLTA,
  /** By pyenv. */
  PYENV,
  /** By pipx. */
  PIPX,
  /** By uv, as a tool of its own. */
  UV,
  /** In an environment of conda. */
  CONDA,
  /** By sdkman. */
  SDKMAN,
  /** By jenv. */
  JENV,
  /** By asdf. */
  ASDF,
  /** By mise. */
  MISE,
  /** By homebrew. */
  HOMEBREW,
  /** By snap. */
  SNAP,
  /** In the store of nix. */
  NIX,
  /** By cargo or rustup. */
  CARGO,
  /** By {@code go install}. */
  GO,
  /** No rule knows it. */
  UNKNOWN;

  /** The word used in outputs. */
  public String word() {
    return this == NODE_MODULES
        ? "node_modules"
        : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
