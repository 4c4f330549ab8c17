# SPDX-License-Identifier: MIT
# latency.gp - how long a client waits for its answers: quantiles, one line a contestant.
# gnuplot -c latency.gp DATA OUTPUT TITLE COLUMNS STYLES NAMES UNIT
# DATA: quantile, then a column of times in the unit for each contestant, named in the first line.
load ARG0[1:strlen(ARG0)-strlen("latency.gp")]."palette.gp"
set datafile separator "\t"
columns = int(ARG4)
style(i) = int(word(ARG5, i))
set terminal svg size 760,450 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel "share of the answers that came within this time"
set ylabel "time until the answer, ".ARG7." (log scale)"
set logscale y
set format y "%.10g"
set xrange [-0.4:4.4]
set key outside top center horizontal
plot for [i=1:columns] ARG1 using 0:(column(i+1)):xtic(1) skip 1 with linespoints linetype style(i) pointsize 1.2 title word(ARG6, i)
