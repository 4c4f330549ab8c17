# SPDX-License-Identifier: MIT
# gate.gp - one row a line: how much more the head costs than the base, with its interval, the tolerance
# as a band, and under each row, in grey, the A/A control: the base against itself.
# gnuplot -c gate.gp DATA OUTPUT TITLE LIMIT
# DATA: label, change, low, high, control low, control high, tolerance, margin (all in per cent), look
# (1 passes, 2 costs less, 3 not told, 4 waived, 5 fails), the change as text; under one line of headings.
load ARG0[1:strlen(ARG0)-strlen("gate.gp")]."palette.gp"
set datafile separator "\t"
stats ARG1 using 2 skip 1 nooutput name "C"
stats ARG1 using ($8-$7) skip 1 nooutput name "D"
longest = 10
stats ARG1 using (longest = strlen(strcol(1)) > longest ? strlen(strcol(1)) : longest, 1) skip 1 nooutput
# The legend names only what is there.
array seen[5]
do for [i=1:5] { seen[i] = 0 }
stats ARG1 using (seen[int($9)] = 1) skip 1 nooutput
paler = D_max > 0.0001
entries = 2 + paler + seen[1] + seen[2] + seen[3] + seen[4] + seen[5]
rows = C_records
limit = ARG4 + 0.0
top = 48+21*((entries+2)/3) # for the title, and the legend in three columns
height = top+78+38*rows
set terminal svg size 900,height font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set label 1 ARG3 at screen 0.5, screen 1 center offset 0,-1.2 font ",16"
set label 2 "change of what an operation costs, head over base (lower is better; bars: the deciding interval)" at screen 0.5, screen 0 center offset 0,1
set xlabel " "
# The numbers stand in a column of their own, right of the axis.
set xrange [-limit*1.04:limit*1.25]
step = limit <= 3.5 ? 1 : limit <= 8 ? 2 : limit <= 18 ? 5 : limit <= 40 ? 10 : limit <= 80 ? 20 : limit <= 350 ? 100 : limit/3
set xtics ("0 %%" 0) # these labels are formats
do for [i=1:int(limit/step)] {
	set xtics add (sprintf("+%g %%%%", i*step) i*step)
	set xtics add (sprintf("−%g %%%%", i*step) -i*step)
}
set yrange [rows-0.4:-0.6]
set grid noytics
set ytics scale 0
set lmargin longest*0.82+3
set rmargin 2
set tmargin at screen 1-top*1.0/height
set bmargin at screen 66.0/height
set key at screen 0.5, screen 1-34.0/height center top horizontal Left reverse maxcols 3 samplen 1.2 width -1
set arrow from 0, graph 0 to 0, graph 1 nohead linecolor rgb "#555555" linewidth 1.5
set style fill transparent solid 0.2 noborder
is(v, wanted) = v == wanted ? 1 : NaN
name(look, words) = seen[look] ? words : ""
cut(v) = v > limit ? limit : v
# A margin that is wider than the tolerance is a paler band around it.
plot ARG1 using (0):0:(-cut($7)):(cut($7)):($0-0.5):($0+0.5) skip 1 with boxxyerror linecolor rgb "#777777" title "tolerance", \
     ARG1 using (0):0:(-cut($8)):(cut($8)):($0-0.5):($0+0.5) skip 1 with boxxyerror linecolor rgb "#777777" fillstyle transparent solid (paler ? 0.12 : 0) title (paler ? "margin" : ""), \
     ARG1 using (($5+$6)/2):($0+0.3):5:6 skip 1 with xerrorbars linecolor rgb "#777777" pointtype 0 pointsize 0 linewidth 2.5 title "A/A control", \
     ARG1 using ($2*is($9,1)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 1 pointsize 1.1 title name(1, "passes"), \
     ARG1 using ($2*is($9,2)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 3 pointsize 1.3 title name(2, "costs less"), \
     ARG1 using ($2*is($9,5)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 2 linewidth 3 pointsize 1.3 title name(5, "fails"), \
     ARG1 using ($2*is($9,4)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 2 pointtype 4 pointsize 1.3 title name(4, "waived"), \
     ARG1 using ($2*is($9,3)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 4 linewidth 3 pointtype 12 pointsize 1.5 title name(3, "inconclusive"), \
     ARG1 using (limit*1.06):0:10 skip 1 with labels left font ",13" notitle
