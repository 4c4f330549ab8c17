# SPDX-License-Identifier: MIT
# speedup.gp - how many times sooner work is done when it is split over tasks: a line with intervals
# for each contestant; 1 is one after the other.
# gnuplot -c speedup.gp DATA OUTPUT TITLE XLABEL BASE STYLES NAMES CORES
# DATA: a block for each contestant, two empty lines between: tasks, times, low, high, the label of
# the number of tasks. BASE: who 1 is.
folder = ARG0[1:strlen(ARG0)-strlen("speedup.gp")]
load folder."palette.gp"
set datafile separator "\t"
data = ARG1
crossing = "none"
cores = int(ARG8)
count = words(ARG6)
style(i) = int(word(ARG6, i))
load folder."crossing.gp"
most = H_max > cores ? H_max : cores
set terminal svg size 760,500 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel ARG4
set ylabel "times as fast as ".ARG5."\nhigher is better"
set yrange [0:most*1.15]
set samples 500
set key outside top center horizontal
set linetype 100 linecolor rgb "#555555" linewidth 2 dashtype 2
set linetype 101 linecolor rgb "#777777" linewidth 2 dashtype 3
plot (x < cores ? x : cores) with lines linetype 100 title sprintf("ideal on %d core%s", cores, cores == 1 ? "" : "s"), \
     1 with lines linetype 101 title "1: ".ARG5, \
     for [i=1:count] data index i-1 using 1:(NaN):xtic(5) with points notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):2 with lines linetype style(i) notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):2:3:4 with yerrorbars linetype style(i) pointsize 1.2 title word(ARG7, i)
