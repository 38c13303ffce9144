"""What makes bash, zsh and fish complete verbs, options and their choices; made from the table of verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from mapper.cli.shell import Verb
from mapper.text import _


def bash(verbs: Iterable[Verb]) -> str:
    """A script for bash to read."""
    cases: list[str] = []
    values: dict[str, list[str]] = {}
    for verb in verbs:
        cases.append(f"    {verb.name}) words={_quoted(' '.join(_spellings(verb)))} ;;")
        values.update(_choices(verb))
    chosen = "\n".join(
        f'    {name}) COMPREPLY=($(compgen -W {_quoted(" ".join(choices))} -- "$word")); return ;;'
        for name, choices in sorted(values.items())
    )
    names = _quoted(" ".join(verb.name for verb in verbs))
    return f"""# Completion of mapper for bash.
_mapper() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} last=${{COMP_WORDS[COMP_CWORD-1]}} verb= words= each
  for each in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do [[ $each != -* ]] && {{ verb=$each; break; }}; done
  case $last in
{chosen}
  esac
  case $verb in
{chr(10).join(cases)}
  esac
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${{words:---help --version --lang}}" -- "$word"))
  elif [[ -z $verb ]]; then COMPREPLY=($(compgen -W {names} -- "$word") $(compgen -f -- "$word"))
  elif [[ $verb == help ]]; then COMPREPLY=($(compgen -W {names} -- "$word"))
  elif [[ $verb == completion ]]; then COMPREPLY=($(compgen -W "{" ".join(SHELLS)}" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}}
complete -o filenames -F _mapper mapper
"""


def zsh(verbs: Iterable[Verb]) -> str:
    """A script for zsh: a file `_mapper` in a folder of its `fpath`, or read after `compinit`."""
    names = " ".join(verb.name for verb in verbs)
    listed = "\n".join(f"    {_quoted(f'{verb.name}:{_(verb.summary)}')}" for verb in verbs)
    cases = "\n".join(f"    {verb.name}) _arguments {_zsh_takes(verb, names)} ;;" for verb in verbs)
    return f"""#compdef mapper
# Completion of mapper for zsh.
_mapper() {{
  local -a verbs
  verbs=(
{listed}
  )
  if (( CURRENT == 2 )); then _describe -t commands command verbs; _files; return; fi
  local verb=$words[2]
  shift words; (( CURRENT-- ))
  case $verb in
{cases}
    *) _files ;;
  esac
}}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _mapper "$@"; else compdef _mapper mapper; fi
"""


def fish(verbs: Iterable[Verb]) -> str:
    """A script for fish: `~/.config/fish/completions/mapper.fish`."""
    lines = ["# Completion of mapper for fish."]
    for verb in verbs:
        lines.append(f"complete -c mapper -n __fish_use_subcommand -a {verb.name} -d {_quoted(_(verb.summary))}")
        here = f"-n '__fish_seen_subcommand_from {verb.name}'"
        if verb.name in ("help", "completion"):
            names = " ".join(v.name for v in verbs) if verb.name == "help" else " ".join(SHELLS)
            lines.append(f"complete -c mapper {here} -f -a {_quoted(names)}")
        for option in _options(verb):
            spelled = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.opts)
            choices = _values(option)
            more = f" -x -a {_quoted(' '.join(choices))}" if choices else "" if option.is_flag else " -r"
            lines.append(f"complete -c mapper {here} {spelled} -d {_quoted(_(option.help or ''))}{more}")
    return "\n".join(lines) + "\n"


_SHELLS: dict[str, Callable[[list[Verb]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
SHELLS = tuple(_SHELLS)
"""Shells there are scripts for."""


def script(shell: str, verbs: Iterable[Verb]) -> str:
    """The script for a shell of SHELLS."""
    return _SHELLS[shell](list(verbs))


def _options(verb: Verb) -> list[click.Option]:
    return [one for one in verb.parameters if isinstance(one, click.Option)]


def _spellings(verb: Verb) -> list[str]:
    return [name for option in _options(verb) for name in option.opts] + ["--help"]


def _choices(verb: Verb) -> Iterable[tuple[str, list[str]]]:
    for option in _options(verb):
        if choices := _values(option):
            yield from ((name, choices) for name in option.opts)


def _values(option: click.Option) -> list[str]:
    """What an option may be set to, as its place in the help page says it: words with bars between."""
    words = (option.metavar or "").split("|")
    return words if len(words) > 1 and not option.is_flag and all(word.isascii() for word in words) else []


def _zsh_option(option: click.Option) -> str:
    names = option.opts if len(option.opts) == 1 else ["{" + ",".join(option.opts) + "}"]
    about = (_(option.help or "")).replace("[", "(").replace("]", ")").replace(":", ",")
    choices = _values(option)
    value = "" if option.is_flag else f":value:({' '.join(choices)})" if choices else ":value:_files"
    said = f"[{about}]{value}"
    return f"{names[0]}{_quoted(said)}" if len(option.opts) > 1 else _quoted(f"{names[0]}{said}")


def _zsh_takes(verb: Verb, names: str) -> str:
    """What `_arguments` needs to know of a verb: its options, then its arguments."""
    named = {"completion": f"1:shell:({' '.join(SHELLS)})", "help": f"1:command:({names})"}
    rest = _quoted(named.get(verb.name, "*:file:_files"))
    return " ".join([*(_zsh_option(option) for option in _options(verb)), rest])


def _quoted(text: str) -> str:
    """Text as one word of a shell: in single quotes, its own turned into typographic ones."""
    return "'" + text.replace("'", "’") + "'"
