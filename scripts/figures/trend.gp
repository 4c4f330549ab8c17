# SPDX-License-Identifier: MIT
# trend.gp - rows of a history from run to run: a panel a series, its values with their intervals, the levels
# between the changes, and the changes in per cent.
# gnuplot -c trend.gp DATA OUTPUT NAMES UNITS
# DATA: a block a series, two empty lines between: number, revision, value, low, high, level, change.
load ARG0[1:strlen(ARG0)-strlen("trend.gp")]."palette.gp"
set datafile separator "\t"
count = words(ARG3)
set terminal svg size 760,60+200*count font "sans-serif,13" background rgb "white" noenhanced
set output ARG2
set multiplot layout count,1 title "From run to run (lower is better; bars: 95 % intervals)" font ",15"
set xtics rotate by 45 right font ",10"
set ytics font ",10"
set format y "%.4g"
set key off
set lmargin 12
set rmargin 4
set bmargin 4
set tmargin 2.5
do for [i=1:count] {
	set xrange [*:*]
	set yrange [*:*]
	stats ARG1 index i-1 using 1 nooutput name "X"
	stats ARG1 index i-1 using 4 nooutput name "L"
	stats ARG1 index i-1 using 5 nooutput name "H"
	# A quarter of room above for the changes; a range that is no line where all values are equal.
	room = H_max > L_min ? H_max-L_min : H_max > 0 ? 0.1*H_max : 1
	set yrange [L_min-0.1*room:H_max+0.25*room]
	every_so = int((X_max + 24) / 25)
	set xrange [0.5:X_max+0.5]
	set title word(ARG3, i) font ",13"
	set ylabel word(ARG4, i)
	change(text) = strlen(text) > 0
	plot ARG1 index i-1 using ($1-0.5):6 with steps linetype 2 dashtype 2, \
	     '' index i-1 using ($0 == X_records-1 ? $1-0.5 : NaN):6:(1):(0) with vectors nohead linetype 2 dashtype 2, \
	     '' index i-1 using 1:3:4:5 with yerrorbars linetype 1 pointsize 0.6, \
	     '' index i-1 using 1:(NaN):xtic(int($1-1) % every_so == 0 ? strcol(2) : ""), \
	     '' index i-1 using (change(strcol(7)) ? $1-0.4 : NaN):(H_max+0.12*room):(strcol(7)) with labels left font ",11" textcolor rgb "#D55E00"
}
unset multiplot
