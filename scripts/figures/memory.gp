# SPDX-License-Identifier: MIT
# memory.gp - memory a task over the number of tasks: a line with intervals for each contestant.
# gnuplot -c memory.gp DATA OUTPUT TITLE UNIT STYLES NAMES
# DATA: a block for each contestant, two empty lines between: tasks, the process's memory a task,
# low, high, the same with the kernel's share.
load ARG0[1:strlen(ARG0)-strlen("memory.gp")]."palette.gp"
set datafile separator "\t"
count = words(ARG5)
style(i) = int(word(ARG5, i))
set terminal svg size 760,480 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel "tasks that wait in one process (log scale)"
set ylabel ARG4." a task (lower is better; bars: 95 % interval)"
set logscale x
set xtics ("10" 10, "100" 100, "1,000" 1000, "10,000" 10000, "100,000" 100000, "1,000,000" 1000000)
set yrange [0:*]
set offsets graph 0.05, graph 0.05, graph 0.1, 0
set key outside top center horizontal maxcols 2
plot for [i=1:count] ARG1 index i-1 using 1:2 with lines linetype style(i) notitle, \
     for [i=1:count] ARG1 index i-1 using 1:2:3:4 with yerrorbars linetype style(i) pointsize 1.2 title word(ARG6, i).": process (resident, page tables)", \
     for [i=1:count] ARG1 index i-1 using 1:5 with lines linetype style(i) linewidth 2 dashtype 2 title word(ARG6, i).": with the machine's kernel"
