# SPDX-License-Identifier: MIT
# cost.gp - what an operation costs each contestant: a mark and its interval, one row each.
# gnuplot -c cost.gp DATA OUTPUT TITLE XLABEL
# DATA: label, value, low, high, style, the value as text; separated by tabs, under one line of headings.
folder = ARG0[1:strlen(ARG0)-strlen("cost.gp")]
load folder."palette.gp"
set datafile separator "\t"
stats ARG1 using 2 skip 1 nooutput name "V"
stats ARG1 using 4 skip 1 nooutput name "H"
rows = V_records
set terminal svg size 760,170+46*rows font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
wide = V_max/V_min >= 10
if (wide) {
	set logscale x
	set xrange [V_min/2.5:H_max*4]
	axis = "x"
	load folder."tics.gp"
} else {
	set xrange [0:H_max*1.25]
	set format x "%.10g"
}
set xlabel ARG4.(wide ? " - log scale" : "")
set yrange [rows-0.4:-0.6]
set grid noytics
unset key
set lmargin 16
plot ARG1 using 2:0:($3 > 0 ? $3 : $2/1000):4:5:ytic(1) skip 1 with xerrorbars pointsize 1.4 linecolor variable, \
     ARG1 using 2:0:6 skip 1 with labels offset 0,0.9 font ",13" notitle
