# SPDX-License-Identifier: MIT
# scaling.gp - how a cost grows with a parameter: a line with intervals for each contestant.
# gnuplot -c scaling.gp DATA OUTPUT TITLE XLABEL YLABEL COUNT STYLES NAMES
# DATA: a block for each contestant, two empty lines between: parameter, value, low, high.
load ARG0[1:strlen(ARG0)-strlen("scaling.gp")]."palette.gp"
set datafile separator "\t"
count = int(ARG6)
style(i) = int(word(ARG7, i))
set terminal svg size 760,470 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel ARG4." (log scale)"
set ylabel ARG5
set logscale x
set format x "%.10g"
set yrange [0:*]
set offsets graph 0.05, graph 0.05, graph 0.1, 0
set key outside top center horizontal
plot for [i=1:count] ARG1 index i-1 using 1:2:xtic(1) with lines linetype style(i) notitle, \
     for [i=1:count] ARG1 index i-1 using 1:2:3:4 with yerrorbars linetype style(i) pointsize 1.2 title word(ARG8, i)
