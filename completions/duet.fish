# SPDX-License-Identifier: MIT
# duet.fish - completes duet in fish. What there is, duet says itself: nothing here needs to change
# with a new option, workload or contestant.

# The program as it was typed: build/release/duet as well.
function __duet_program
    set -l words (commandline -opc)
    eval echo $words[1]
end

function __duet_command
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; or begin
            echo $word
            return
        end
    end
end

function __duet_commands
    set -l program (__duet_program)
    $program --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\)  *\(.*\)/\1\t\2/p'
end

function __duet_options
    set -l program (__duet_program)
    $program (__duet_command) --help 2>/dev/null |
        sed -n 's/^ \{2,6\}\(-., \)\{0,1\}\(--[a-z][a-z-]*\[\{0,1\}=\{0,1\}\).*/\2/p' | tr -d '['
end

function __duet_list -a kind
    set -l program (__duet_program)
    $program list $kind 2>/dev/null | sed -n 's/^  \([a-z][a-z0-9_-]*\)  .*/\1/p'
end

function __duet_parameters
    set -l program (__duet_program)
    $program list workloads 2>/dev/null | sed -n 's/^  *\([a-z][a-z_]*=\)[0-9].*/\1/p' | sort -u
end

# The values of an option, as --option=value.
function __duet_values
    set -l option (string replace -r '=.*' '' -- (commandline -ct))
    switch $option
        case --contestants
            # one after the other, separated by commas
            set -l before (string match -r '.*,' -- (commandline -ct)); or set before $option=
            printf "$before%s\n" (__duet_list contestants)
        case --cores
            printf '%s\n' $option=one $option=all
        case --export
            printf '%s\n' $option=bmf $option=github-action-benchmark
        case --metric
            printf '%s\n' $option=wall $option=cpu
        case --metrics
            set -l before (string match -r '.*,' -- (commandline -ct)); or set before $option=
            printf "$before%s\n" wall cpu switches memory
        case --on-doubtful --on-inconclusive
            printf '%s\n' $option=(seq 0 3)
        case --profile
            printf '%s\n' $option=quick $option=default $option=full
        case --set --sweep
            printf "$option=%s\n" (__duet_parameters)
        case --runtime
            printf "$option=%s\n" (__duet_list contestants)
        case --workload
            printf "$option=%s\n" (__duet_list workloads)
    end
end

function __duet_is -a command
    test "$(__duet_command)" = "$command"
end

complete -c duet -f
complete -c duet -n '__duet_is ""' -a '(__duet_commands)'
complete -c duet -n 'string match -q -- "-*" (commandline -ct)' -a '(__duet_options)'
complete -c duet -n 'string match -q -- "--*=*" (commandline -ct)' -a '(__duet_values)'
complete -c duet -n '__duet_is run; or __duet_is trace' -a '(__duet_list workloads)'
complete -c duet -n '__duet_is compare' -a '(__duet_list contestants)'
complete -c duet -n '__duet_is list' -a 'workloads contestants metrics'
complete -c duet -n '__duet_is trend' -a add
complete -c duet -n '__duet_is evidence' -a 'check update' -F
complete -c duet -n '__duet_is evidence' -l html -l junit -l results -r -F
complete -c duet -n '__duet_is gate' -F
complete -c duet -n '__duet_is gate' -l config -l junit -l markdown -r -F
complete -c duet -n '__duet_is compare; or __duet_is report; or __duet_is trend' -a '(__fish_complete_directories)'
