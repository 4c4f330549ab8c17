/* SPDX-License-Identifier: MIT */
/* server.c - a process that listens, and one more for each connection. See server.h. */
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int server_listener(uint16_t *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) || listen(fd, 64) ||
	    getsockname(fd, (struct sockaddr *)&address, &size))
		abort();
	*port = ntohs(address.sin_port);
	return fd;
}

static void serve_connection(int fd, enum manner manner)
{
	static char buffer[70000];
	ssize_t n;

	for (int i = 1; (n = read(fd, buffer, sizeof(buffer))) > 0; i++) {
		if (manner == CLOSE_AT_THIRD && i == 3)
			return;
		if (manner == STALL_AT_THIRD && i == 3)
			nanosleep(&(struct timespec){.tv_nsec = STALL_NS}, NULL);
		if (manner == SLOW && i > 1)
			nanosleep(&(struct timespec){.tv_nsec = SLOW_NS}, NULL);
		if (manner == CHANGE_THIRD && i == 3)
			buffer[n - 1] ^= 1;
		if (send(fd, buffer, (size_t)n, MSG_NOSIGNAL) != n)
			return;
		if (manner == ANSWER_TWICE && i == 3)
			send(fd, buffer, (size_t)n, MSG_NOSIGNAL);
	}
}

static void serve(int listening, enum manner manner)
{
	int fd;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	while ((fd = accept(listening, NULL, NULL)) >= 0) {
		if (!fork()) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve_connection(fd, manner);
			_exit(0);
		}
		close(fd);
	}
	_exit(0);
}

pid_t server_start(enum manner manner, uint16_t *port)
{
	int fd = server_listener(port);
	pid_t server = fork();

	if (server < 0)
		abort();
	if (!server)
		serve(fd, manner);
	close(fd);
	return server;
}

void server_stop(pid_t *server)
{
	if (*server <= 0)
		return;
	kill(*server, SIGKILL);
	waitpid(*server, NULL, 0);
	*server = 0;
}
