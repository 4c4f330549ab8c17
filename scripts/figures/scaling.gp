# SPDX-License-Identifier: MIT
# scaling.gp - how a cost grows with a parameter: a line with intervals for each contestant, and
# between which values one of two begins to cost less.
# gnuplot -c scaling.gp DATA OUTPUT TITLE XLABEL YLABEL STYLES NAMES CROSSING
# DATA: a block for each contestant, two empty lines between: parameter, value, low, high, three
# columns for serving.gp, the label of the parameter's value. CROSSING: see crossing.gp.
folder = ARG0[1:strlen(ARG0)-strlen("scaling.gp")]
load folder."palette.gp"
set datafile separator "\t"
data = ARG1
crossing = ARG8
count = words(ARG6)
style(i) = int(word(ARG6, i))
load folder."crossing.gp"
set terminal svg size 760,500 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel ARG4
set ylabel ARG5." (log scale)\nlower is better"
set logscale y
set yrange [y_least/y_span**0.08:y_most*y_span**0.22]
axis = "y"
span = y_span
load folder."tics.gp"
set key outside top center horizontal
eval mark
plot for [i=1:count] data index i-1 using 1:(NaN):xtic(8) with points notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):2 with lines linetype style(i) notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):2:3:4 with yerrorbars linetype style(i) pointsize 1.2 title word(ARG7, i)
