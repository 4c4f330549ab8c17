# SPDX-License-Identifier: MIT
# rounds.gp - a duet's rounds in the order in which they were played: every contestant's ratio to
# the first one, and the A/A control on the same axis: as far as it strays from 1, so far is noise.
# gnuplot -c rounds.gp DATA OUTPUT TITLE YLABEL STYLES
# DATA: round, then a column of ratios for each contestant, named in the first line. Style 0: the control.
folder = ARG0[1:strlen(ARG0)-strlen("rounds.gp")]
load folder."palette.gp"
set datafile separator "\t"
columns = words(ARG5)
style(i) = int(word(ARG5, i))
least = 1
most = 1
do for [i=1:columns] {
	stats ARG1 using i+1 skip 1 nooutput name "R"
	least = R_min < least ? R_min : least
	most = R_max > most ? R_max : most
}
wide = most/least >= 4
set terminal svg size 760,420 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set xlabel "round, in the order in which they were played"
set ylabel ARG4.(wide ? " (log scale)" : "")
if (wide) {
	set logscale y
	set yrange [least/1.6:most*1.6]
	axis = "y"
	load folder."tics.gp"
} else {
	span = most-least > 0.02 ? most-least : 0.02
	set yrange [least-0.1*span:most+0.1*span]
	set format y "%.10g"
}
set xrange [0:R_records+1]
set key outside top center horizontal
set arrow from graph 0, first 1 to graph 1, first 1 nohead linecolor rgb "#555555" linewidth 1.5 dashtype 2
set linetype 100 linecolor rgb "#777777" pointtype 2 linewidth 1.5 dashtype 3
look(i) = style(i) == 0 ? 100 : style(i)
name(i) = style(i) == 0 ? "A/A control" : columnheader(i+1)
plot for [i=1:columns] ARG1 using 1:i+1 with linespoints linetype look(i) pointsize 0.7 title name(i)
