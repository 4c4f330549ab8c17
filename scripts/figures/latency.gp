# SPDX-License-Identifier: MIT
# latency.gp - how long a client waits for its answers: quantiles with intervals over the rounds, and
# the greatest of all; one line a contestant.
# gnuplot -c latency.gp DATA OUTPUT TITLE STYLES NAMES UNIT
# DATA: a block for each contestant, two empty lines between: quantile, time in the unit, low, high.
folder = ARG0[1:strlen(ARG0)-strlen("latency.gp")]
load folder."palette.gp"
set datafile separator "\t"
count = words(ARG4)
style(i) = int(word(ARG4, i))
set terminal svg size 760,470 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel "share of the answers that came within this time (bars: 95 % interval; max: of all)"
set ylabel "time until the answer, ".ARG6." (log scale)"
set logscale y
axis = "y"
load folder."tics.gp"
set xrange [-0.4:4.4]
set key outside top center horizontal
# Each contestant a little aside, so that the intervals of one quantile stand beside each other.
aside(i) = 0.07*(i-(count+1)/2.0)
plot for [i=1:count] ARG1 index i-1 using ($0+aside(i)):2 with lines linetype style(i) notitle, \
     for [i=1:count] ARG1 index i-1 using ($0+aside(i)):2:3:4 with yerrorbars linetype style(i) pointsize 1.2 title word(ARG5, i), \
     ARG1 index 0 using 0:(NaN):xtic(1) with points notitle
