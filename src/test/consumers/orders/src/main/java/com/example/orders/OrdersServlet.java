package com.example.orders;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** POST {@code /orders?id=..&customer=..&end=..} places an order, GET says what there is of it. */
@WebServlet("/orders")
public class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private Ordering ordering;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        try {
            ordering.place(
                    request.getParameter("id"),
                    request.getParameter("customer"),
                    Ordering.End.valueOf(request.getParameter("end")));
            response.setStatus(HttpServletResponse.SC_CREATED);
        } catch (IllegalStateException e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(ordering.find(request.getParameter("id"), request.getParameter("customer")));
    }
}
