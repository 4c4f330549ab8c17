# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# duet.bash - completes duet in bash. What there is, duet says itself: nothing here needs to change
# with a new option, workload or contestant.

# _duet_say KIND PROGRAM [COMMAND]: the words of a kind, one a line
_duet_say() {
	case $1 in
	commands) "$2" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' ;;
	options) "$2" ${3:+"$3"} --help | sed -n 's/^ \{2,6\}\(-., \)\{0,1\}\(--[a-z][a-z-]*\[\{0,1\}=\{0,1\}\).*/\2/p' | tr -d '[' ;;
	lists) printf '%s\n' workloads contestants metrics ;;
	parameters) "$2" list workloads | sed -n 's/^  *\([a-z][a-z_]*=\)[0-9].*/\1/p' | sort -u ;;
	*) "$2" list "$1" | sed -n 's/^  \([a-z][a-z0-9_-]*\)  .*/\1/p' ;;
	esac 2>/dev/null
}

# What the value of an option is: words of a kind, or these, or a folder's name ("-"), or a file's (".").
_duet_values() { # OPTION PROGRAM
	case $1 in
	--contestants | -c) _duet_say contestants "$2" ;;
	--cores) printf '%s\n' one all ;;
	--export) printf '%s\n' bmf github-action-benchmark ;;
	--config | --history | --html | --junit | --markdown | --svg) echo . ;;
	--metric) printf '%s\n' wall cpu ;;
	--metrics) printf '%s\n' wall cpu switches memory ;;
	--on-doubtful | --on-inconclusive) printf '%s\n' 0 1 2 3 ;;
	--profile | -P) printf '%s\n' quick default full ;;
	--set | -p | --sweep) _duet_say parameters "$2" ;;
	--runtime) _duet_say contestants "$2" ;;
	--workload) _duet_say workloads "$2" ;;
	--output | -o | --results) echo - ;;
	esac
}

_duet_arguments() { # COMMAND PROGRAM
	case $1 in
	"") _duet_say commands "$2" ;;
	compare) _duet_say contestants "$2" && echo - ;;
	evidence) printf '%s\n' check update && echo . ;;
	gate) echo . ;;
	list) _duet_say lists "$2" ;;
	report) echo - ;;
	run | trace) _duet_say workloads "$2" ;;
	trend) echo add && echo - ;;
	esac
}

_duet() {
	local program=${COMP_WORDS[0]} command="" option="" before="" words word
	local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}

	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $word in -*) ;; *) command=$word && break ;; esac
	done
	# "--cores=one" comes as three words where = breaks words, as it does by default.
	if [ "$cur" = "=" ]; then
		option=$previous cur=""
	elif [ "$previous" = "=" ]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $previous == -* && $cur != -* ]]; then
		option=$previous
	fi

	COMPREPLY=()
	words=$(_duet_values "$option" "$program")
	if [ -n "$words" ]; then
		# one after the other, separated by commas
		[[ $cur != *,* ]] || before=${cur%,*},
	elif [[ $cur == -* ]]; then
		words=$(_duet_say options "$program" "$command")
	else
		words=$(_duet_arguments "$command" "$program")
	fi
	case $'\n'$words$'\n' in
	*$'\n-\n'*) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
	*$'\n.\n'*) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
	esac
	[ ${#COMPREPLY[@]} = 0 ] || compopt -o filenames 2>/dev/null
	while read -r word; do
		if [[ $word != @(|-|.) && $before$word == "$cur"* ]]; then
			COMPREPLY+=("$before$word")
		fi
	done <<<"$words"
	if [ ${#COMPREPLY[@]} = 1 ] && [[ ${COMPREPLY[0]} == *= || -n $before ]]; then
		compopt -o nospace 2>/dev/null
	fi
	return 0
}

complete -F _duet duet
